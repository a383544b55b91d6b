package dev.undercurrent.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {

    @TempDir
    Path folder;

    /** Contents as text, so that a difference shows. */
    static Map<String, String> bytes(ModelBundle bundle) {
        Map<String, String> all = new TreeMap<>();
        BundleBytes.write(bundle)
                .forEach((name, bytes) ->
                        all.put(name, new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)));
        return all;
    }

    @Test
    @DisplayName("What is read is what was written, from a directory, a zip and the class path")
    void roundTrip() throws IOException {
        int i = 0;
        for (ModelBundle bundle : Samples.all()) {
            Path directory = folder.resolve("d" + i);
            Path zip = folder.resolve("z" + i++ + ".zip");
            BundleWriter.write(bundle, directory);
            BundleWriter.write(bundle, zip);
            assertThat(bytes(BundleReader.read(directory))).isEqualTo(bytes(bundle));
            assertThat(bytes(BundleReader.read(zip))).isEqualTo(bytes(bundle));
            try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
                assertThat(bytes(BundleReader.resource(
                                loader, folder.relativize(directory).toString())))
                        .isEqualTo(bytes(bundle));
                assertThat(bytes(BundleReader.resource(
                                loader, folder.relativize(zip).toString())))
                        .isEqualTo(bytes(bundle));
            }
        }
    }

    @Test
    @DisplayName("Values come back bit for bit, and so does what the manifest tells")
    void values() throws IOException {
        ModelBundle bundle = Samples.network();
        BundleWriter.write(bundle, folder.resolve("a.zip"));
        ModelBundle read = BundleReader.read(folder.resolve("a.zip"));
        assertThat(read.manifest()).isEqualTo(bundle.manifest());
        assertThat(read.card()).isEqualTo(bundle.card());
        bundle.tensors().floats().forEach((name, tensor) -> {
            assertThat(read.tensors().floats().get(name).values()).as(name).containsExactly(tensor.values());
            assertThat(read.tensors().weights().get(name, tensor.shape()))
                    .as(name)
                    .containsExactly(tensor.values());
        });
        assertThat(read.golden()).usingRecursiveComparison().isEqualTo(bundle.golden());
        assertThat(read.id()).isEqualTo(bundle.id());
    }

    @Test
    @DisplayName("Equal bundles are equal bytes; writing again replaces")
    void deterministic() throws IOException {
        BundleWriter.write(Samples.network(), folder.resolve("a.zip"));
        BundleWriter.write(Samples.network(), folder.resolve("b.zip"));
        assertThat(folder.resolve("a.zip")).hasSameBinaryContentAs(folder.resolve("b.zip"));
        BundleWriter.write(Samples.hmm(), folder.resolve("d"));
        BundleWriter.write(Samples.network(), folder.resolve("d"));
        try (Stream<Path> files = Files.list(folder.resolve("d"))) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactlyInAnyOrderElementsOf(BundleFiles.ALL);
        }
        assertThat(bytes(BundleReader.read(folder.resolve("d")))).isEqualTo(bytes(Samples.network()));
    }

    @Test
    @DisplayName("The content hash names weights and manifest, and neither golden outputs nor card")
    void hash() {
        ModelBundle a = Samples.network();
        var card = new ModelBundle(a.manifest(), a.tensors(), a.golden(), "other");
        assertThat(card.hash()).isEqualTo(a.hash()).hasSize(64);
        assertThat(a.id().hash()).isEqualTo(a.hash().substring(0, 16));
        Manifest m = a.manifest();
        var renamed = new Manifest(
                "b",
                m.architecture(),
                m.features(),
                m.seasons(),
                48,
                m.levels(),
                m.lineage(),
                m.parent(),
                m.training());
        assertThat(new ModelBundle(renamed, a.tensors(), a.golden(), a.card()).hash())
                .isNotEqualTo(a.hash());
        Tensors other = Samples.tensors(m.architecture(), 5);
        float[] bias = other.floats().get("step.out.bias").values();
        bias[3] = Math.nextUp(bias[3]);
        assertThat(new ModelBundle(m, other, a.golden(), a.card()).hash()).isNotEqualTo(a.hash());
    }

    @Test
    @DisplayName("What is fine-tuned keeps the lineage and names its parent")
    void fineTuned() {
        ModelBundle base = Samples.network();
        Manifest child = base.manifest().fineTunedFrom(base, Training.unknown("t"));
        assertThat(child.parent()).isEqualTo(base.hash());
        assertThat(child.lineage()).isEqualTo("sample-1");
        var bundle = new ModelBundle(child, base.tensors(), base.golden(), "");
        assertThat(bundle.hash()).isNotEqualTo(base.hash());
        assertThat(BundleBytes.read(BundleBytes.write(bundle), Limits.standard())
                        .manifest())
                .isEqualTo(child);
    }

    @Test
    @DisplayName("A manifest is JSON that people can read")
    void readable() {
        String json = new String(BundleBytes.write(Samples.hmm()).get(BundleFiles.MANIFEST), UTF_8);
        assertThat(json)
                .startsWith(
                        "{\n  \"format_version\": 1,\n  \"name\": \"sample\",\n  \"architecture\": {\n    \"kind\": \"hmm\",")
                .contains("\"seasons\": \"declared per series\"")
                .doesNotContain("\r");
    }
}
