package dev.undercurrent.bundle;

import static dev.undercurrent.bundle.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Bundles of every format version stay readable and keep their hashes. Those of {@code golden/v1} were made by {@code
 * golden/make.py}, which knows nothing of this code: hashes, layout, and the outputs of all architectures in double precision.
 */
class BundleGoldenTest {

    private static final Path ROOT = Path.of("src/test/resources/dev/undercurrent/bundle/golden");

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory).sorted().toList();
        }
    }

    @TestFactory
    @DisplayName("a bundle made elsewhere is read, answers as it should, and keeps its hash when written again")
    List<DynamicTest> goldens() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path version : folders(ROOT)) {
            for (Path path : folders(version)) {
                tests.add(DynamicTest.dynamicTest(ROOT.relativize(path).toString(), () -> check(path)));
            }
        }
        return tests;
    }

    private static void check(Path path) throws IOException {
        ModelBundle bundle = BundleReader.read(path);
        String hash = new ObjectMapper()
                .readTree(path.resolve("manifest.json").toFile())
                .get("hash")
                .asText();
        assertThat(bundle.hash()).isEqualTo(hash);
        assertThat(bundle.manifest().name()).isEqualTo(path.getFileName().toString());
        ModelBundle again = BundleBytes.read(BundleBytes.write(bundle), Limits.standard());
        assertThat(again.hash()).isEqualTo(hash);
        assertThat(again.manifest()).isEqualTo(bundle.manifest());
    }

    @Test
    @DisplayName("Each architecture and each format version has a bundle")
    void complete() throws IOException {
        assertThat(folders(ROOT)).hasSize(Manifest.FORMAT_VERSION);
        assertThat(folders(ROOT.resolve("v" + Manifest.FORMAT_VERSION)))
                .extracting(p -> p.getFileName().toString())
                .containsExactly("elman", "gru", "hmm", "lstm", "seq2seq", "transformer");
    }

    @Test
    @DisplayName("A zip that another program deflated is the same bundle")
    void deflated() {
        ModelBundle zip = BundleReader.read(ROOT.resolve("deflated.zip"));
        assertThat(RoundTripTest.bytes(zip)).isEqualTo(RoundTripTest.bytes(BundleReader.read(ROOT.resolve("v1/hmm"))));
        var hmm = (HmmSpec) zip.manifest().architecture();
        assertThat(hmm.regimes()).contains(new HmmSpec.Regime(2, "Last \u00e9"));
        assertThat(zip.manifest().seasons()).containsExactly(24, 168);
    }

    @Test
    @DisplayName("A bundle with golden outputs of another one is refused")
    void mismatch() {
        ModelBundle a = BundleReader.read(ROOT.resolve("v1/gru"));
        ModelBundle b = BundleReader.read(ROOT.resolve("v1/lstm"));
        var mixed = new ModelBundle(a.manifest(), a.tensors(), b.golden(), "");
        refused(() -> GoldenCheck.STANDARD.check(mixed), "golden.json: encoder[0][0] is");
    }
}
