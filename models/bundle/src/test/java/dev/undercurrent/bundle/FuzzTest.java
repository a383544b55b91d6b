package dev.undercurrent.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.undercurrent.core.Seeded;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Damaged bundles: a refusal, or the bundle that it was; never another exception, never memory without bound. */
class FuzzTest {

    /** Bytes that reading a file of some kilobytes may allocate. */
    private static final long MOST = 8 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static byte[] damaged(byte[] bytes, SplittableRandom random) {
        byte[] copy = bytes.clone();
        switch (random.nextInt(5)) {
            case 0 -> copy = Arrays.copyOf(copy, random.nextInt(copy.length));
            case 1 -> copy = Arrays.copyOf(copy, copy.length + 1 + random.nextInt(50));
            case 2 -> {
                int from = random.nextInt(copy.length);
                int to = Math.min(copy.length, from + 1 + random.nextInt(8));
                Arrays.fill(copy, from, to, (byte) random.nextInt(-1, 1));
            }
            default -> {
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return copy;
    }

    private static void holds(Runnable read) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            read.run();
        } catch (BundleException e) {
            assertThat(e.getMessage()).hasSizeLessThan(2000).doesNotContain("\n");
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST);
    }

    private static void equal(ModelBundle read, ModelBundle bundle) {
        assertThat(RoundTripTest.bytes(read)).isEqualTo(RoundTripTest.bytes(bundle));
    }

    @Test
    @DisplayName("a damaged zip")
    void zips() {
        for (ModelBundle bundle : new ModelBundle[] {Samples.network(), Samples.hmm()}) {
            byte[] zip = Zip.write(BundleBytes.write(bundle));
            Seeded.check(
                    1500,
                    (random, size) -> holds(() -> {
                        Map<String, byte[]> files = Unzip.read(damaged(zip, random), Limits.standard());
                        BundleReader.checkSizes(files, Limits.standard());
                        equal(BundleBytes.read(files, Limits.standard()), bundle);
                    }));
        }
    }

    @Test
    @DisplayName("a damaged file of a directory")
    void files() {
        for (ModelBundle bundle : new ModelBundle[] {Samples.network(), Samples.hmm()}) {
            Map<String, byte[]> files = BundleBytes.write(bundle);
            Seeded.check(
                    1500,
                    (random, size) -> holds(() -> {
                        Map<String, byte[]> changed = new LinkedHashMap<>(files);
                        String name = BundleFiles.ALL.get(random.nextInt(4));
                        if (files.get(name).length > 0) {
                            changed.put(name, damaged(files.get(name), random));
                        }
                        equal(BundleBytes.read(changed, Limits.standard()), bundle);
                    }));
        }
    }

    @Test
    @DisplayName("damaged weights, golden outputs and manifests behind hashes that agree")
    void parsers() {
        for (ModelBundle bundle : new ModelBundle[] {Samples.network(), Samples.hmm()}) {
            Map<String, byte[]> files = BundleBytes.write(bundle);
            byte[] weights = Safetensors.write(bundle.tensors());
            // the header only: what follows is any number
            int header = 8 + (weights[0] & 0xff) + 256 * (weights[1] & 0xff);
            Seeded.check(
                    1500,
                    (random, size) -> holds(() -> {
                        byte[] head = damaged(Arrays.copyOf(weights, header), random);
                        byte[] whole = Arrays.copyOf(head, head.length + weights.length - header);
                        System.arraycopy(weights, header, whole, head.length, weights.length - header);
                        Safetensors.read(whole, Limits.standard());
                    }));
            Seeded.check(
                    1500,
                    (random, size) -> holds(() -> {
                        byte[] golden = damaged(files.get(BundleFiles.GOLDEN), random);
                        GoldenJson.read(golden, bundle.manifest().architecture());
                    }));
            byte[] content = Json.pretty(ManifestJson.write(bundle.manifest()));
            Seeded.check(
                    1500,
                    (random, size) -> holds(() -> {
                        byte[] manifest = damaged(content, random);
                        var fields = new Fields(
                                "manifest.json", "", Json.read("manifest.json", manifest, 0, manifest.length));
                        fields.integer("format_version", 1, 1);
                        ContentHash.of(ManifestJson.read(fields), "");
                    }));
        }
    }
}
