package dev.undercurrent.bundle;

import static dev.undercurrent.bundle.Refusals.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.network.NetworkSpec;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalTest {

    @TempDir
    Path folder;

    private Path bundle;

    @BeforeEach
    void write() throws IOException {
        bundle = folder.resolve("sample");
        BundleWriter.write(Samples.network(), bundle);
    }

    /** The manifest of the sample, changed in one place. */
    private static void manifest(String from, String to, String... parts) {
        manifest(Samples.network(), from, to, parts);
    }

    private static void manifest(ModelBundle bundle, String from, String to, String... parts) {
        manifest(
                bundle,
                text -> {
                    assertThat(text).contains(from);
                    return text.replace(from, to);
                },
                parts);
    }

    private static void manifest(ModelBundle bundle, UnaryOperator<String> change, String... parts) {
        Map<String, byte[]> files = BundleBytes.write(bundle);
        files.computeIfPresent(
                "manifest.json",
                (name, bytes) -> change.apply(new String(bytes, UTF_8)).getBytes(UTF_8));
        refused(() -> BundleBytes.read(files, Limits.standard()), parts);
    }

    @Test
    @DisplayName("Versions that this program does not know are refused, whatever else the manifest says")
    void version() {
        manifest(
                "\"format_version\": 1",
                "\"format_version\": 2, \"new\": 1",
                "format_version is 2",
                "1 to 1; a newer program");
        manifest("\"format_version\": 1", "\"format_version\": 0", "format_version is 0");
        manifest("\"format_version\": 1", "\"format_version\": \"1\"", "format_version is \"1\"", "a whole number");
        manifest("\"format_version\": 1,", "", "format_version is missing");
    }

    @Test
    @DisplayName("Fields of a manifest that are missing, unknown, of another type or out of range are refused")
    void fields() {
        manifest("\"horizon\": 48", "\"horizon\": 48, \"horizont\": 1", "unknown field horizont", "horizon,");
        manifest("\"name\": \"sample\",", "", "name is missing");
        manifest("\"sample\"", "\"../sample\"", "name is ../sample");
        manifest("\"sample\"", "7", "name is 7", "a text");
        manifest("\"elman\"", "\"perceptron\"", "architecture.kind is perceptron", "hmm, elman, lstm");
        manifest("\"hidden\": 2", "\"hidden\": 2000", "architecture: network: hidden 2000 (allowed: 1 to 1024)");
        manifest("\"hidden\": 2", "\"hidden\": 2.5", "architecture.hidden is 2.5");
        manifest("\"patch\": 1", "\"patch\": 1, \"depth\": 3", "unknown field architecture.depth");
        manifest("seasonal-1", "seasonal-2", "features is seasonal-2", "seasonal-1 for elman");
        manifest("\"declared per series\"", "\"daily\"", "seasons is daily", "declared per series");
        manifest("\"declared per series\"", "[]", "seasons is []");
        manifest("\"declared per series\"", "[24, 24]", "seasons is [24, 24]", "ascending");
        manifest("\"horizon\": 48", "\"horizon\": 0", "at horizon 0", "at a horizon of at least 1");
        manifest("0.98", "0.9", "levels is [", "ascending in (0, 1)");
        manifest("0.98 ]", "0.98, 0.99 ]", "0.99] at horizon 48");
        manifest("0.98", "1e999", "levels is", "a finite number");
        manifest("\"parent\": \"\"", "\"parent\": \"abc\"", "parent is abc", "64 digits");
        manifest("\"tokens\": 65500000", "\"tokens\": -1", "training.tokens is -1");
        manifest("\"step\": 200", "\"step\": 100", "step of a loss is 100", "more than the one before");
        manifest("\"train\": 0.5", "\"train\": null", "training.losses[1].train is null");
        manifest("synthetic prior", "synthetic\\u0000prior", "training data is synthetic?prior");
        manifest("synthetic prior", "\\ud800", "training data is ?");
        manifest("\"created_by\"", "\"created_with\"", "training.created_by is missing");
    }

    @Test
    @DisplayName("A manifest that is not one JSON object of bounded size and depth is refused")
    void json() {
        ModelBundle bundle = Samples.network();
        manifest(bundle, text -> text + "{}", "manifest.json");
        manifest(bundle, text -> text.substring(0, 100), "manifest.json");
        manifest(bundle, text -> "[]", "no JSON object");
        manifest(bundle, text -> "", "manifest.json");
        manifest(bundle, text -> "{\"a\":".repeat(100_000), "8 levels deep");
        manifest(bundle, text -> "{\"name\": 1" + "0".repeat(1000) + "}", "manifest.json");
        manifest(bundle, "\"horizon\": 48", "\"horizon\": 48, \"horizon\": 48", "Duplicate field 'horizon'");
    }

    @Test
    @DisplayName("Ranges of a hidden Markov model are checked")
    void hmm() {
        ModelBundle hmm = Samples.hmm();
        manifest(hmm, "gaussian", "cauchy", "architecture.emission is cauchy", "gaussian, student_t");
        manifest(hmm, "\"states\": 2", "\"states\": 65", "architecture: hmm: states is 65; allowed: 1 to 64");
        manifest(hmm, "\"channels\": 1", "\"channels\": 1, \"order\": 2", "order is 2; allowed: 0");
        manifest(hmm, "\"channels\": 1", "\"channels\": 1, \"degrees_of_freedom\": 3", "degrees of freedom is 3");
        manifest(hmm, "\"features\": \"none\"", "\"features\": \"seasonal-1\"", "none for hmm");
        manifest(hmm, "\"states\": 2", "\"states\": 3", "number of regimes is 2", "3");
        manifest(hmm, "\"id\": 1", "\"id\": 0", "id of a regime is 0", "distinct");
        manifest(hmm, "\"next_id\": 2", "\"next_id\": 1", "id of a regime is 1", "below 1");
        manifest(hmm, "\"floor\": 0.01", "\"floor\": 0", "floor is 0.0", "more than 0");
        manifest(hmm, "\"floor\": 0.01", "\"floor\": 0.02", "hash is");
    }

    @Test
    @DisplayName("Whatever is not what was hashed is refused")
    void hashes() {
        manifest("\"steps\": 5333", "\"steps\": 5334", "hash is", "the hash of this content");
        manifest("\"hash\": \"", "\"hash\": \"x", "hash is x", "the hash of this content");
        manifest("\"card.html\": \"", "\"card.html\": \"0", "sha256.card.html is 0", "the hash of this file");
        for (String name : BundleFiles.ALL.subList(1, 4)) {
            Map<String, byte[]> files = BundleBytes.write(Samples.network());
            files.get(name)[10] ^= 1;
            refused(
                    () -> BundleBytes.read(files, Limits.standard()),
                    "sha256." + name + " is",
                    "the hash of this file");
        }
    }

    @Test
    @DisplayName("Weights that are not exactly those of the architecture are refused, written or read")
    void shapes() {
        ModelBundle a = Samples.network();
        var wider = new Architecture.Network(NetworkSpec.recurrent(NetworkSpec.Kind.GRU, 2, 1));
        refused(
                () -> new ModelBundle(Samples.manifest(wider), a.tensors(), a.golden(), ""),
                "tensor encoder.0.bias_hh is F32 [2]",
                "F32 [6] for gru, hidden 2");
        refused(
                () -> new ModelBundle(
                        Samples.hmm().manifest(), a.tensors(), Samples.hmm().golden(), ""),
                "tensor hmm.initial is missing",
                "[2]");
        refused(
                () -> new ModelBundle(
                        a.manifest(),
                        new Tensors(
                                a.tensors().floats(), Samples.hmm().tensors().doubles()),
                        a.golden(),
                        ""),
                "a tensor beyond those of elman",
                "is hmm.initial");
        refused(
                () -> new ModelBundle(a.manifest(), a.tensors(), Samples.hmm().golden(), ""),
                "golden.json: kind of outputs");
        refused(() -> new ModelBundle(a.manifest(), a.tensors(), a.golden(), "\ud800"), "card.html");
    }

    @Test
    @DisplayName("Probabilities that do not sum to one, and scales that are not positive, are refused")
    void probabilities() {
        for (String name : new String[] {"hmm.initial", "hmm.transition", "hmm.scale", "hmm.unit"}) {
            ModelBundle hmm = Samples.hmm();
            double[] values = hmm.tensors().doubles().get(name).values();
            values[values.length - 1] *= -1;
            refused(
                    () -> new ModelBundle(hmm.manifest(), hmm.tensors(), hmm.golden(), ""),
                    "weights.safetensors: a value of tensor " + name + " is -");
        }
        ModelBundle hmm = Samples.hmm();
        hmm.tensors().doubles().get("hmm.transition").values()[3] += 1e-6;
        refused(
                () -> new ModelBundle(hmm.manifest(), hmm.tensors(), hmm.golden(), ""),
                "sum of row 1 of tensor hmm.transition is 1.000001");
    }

    @Test
    @DisplayName("Missing files are named")
    void missing() throws IOException {
        refused(() -> BundleReader.read(folder.resolve("nowhere")), "nowhere", "nothing is there");
        refused(() -> BundleReader.read(folder.resolve("nowhere.zip")), "nowhere.zip is missing");
        refused(() -> BundleReader.read(bundle.resolve("card.html")), "a file is there", "a directory or a .zip");
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            refused(() -> BundleReader.resource(loader, "none"), "none/manifest.json is missing on the class path");
            refused(() -> BundleReader.resource(loader, "none.zip"), "none.zip is missing on the class path");
        }
        for (String name : BundleFiles.ALL) {
            byte[] content = Files.readAllBytes(bundle.resolve(name));
            Files.delete(bundle.resolve(name));
            refused(() -> BundleReader.read(bundle), "bundle " + bundle, name + " is missing");
            Files.createDirectory(bundle.resolve(name));
            refused(() -> BundleReader.read(bundle), name + " is no file");
            Files.delete(bundle.resolve(name));
            Files.write(bundle.resolve(name), content);
        }
        Files.write(
                folder.resolve("half.zip"),
                new RawZip().add("card.html", new byte[0]).build());
        refused(() -> BundleReader.read(folder.resolve("half.zip")), "manifest.json is missing; found: [card.html]");
    }

    @Test
    @DisplayName("Links that lead out of the directory are refused; the directory itself may be one")
    void links() throws IOException {
        Path outside = folder.resolve("outside.html");
        Files.move(bundle.resolve("card.html"), outside);
        Files.createSymbolicLink(bundle.resolve("card.html"), outside);
        refused(() -> BundleReader.read(bundle), "card.html: target of a link is", "files inside");
        Files.delete(bundle.resolve("card.html"));
        Files.createSymbolicLink(bundle.resolve("card.html"), bundle.resolve("gone"));
        refused(() -> BundleReader.read(bundle), "card.html is a link to nothing");
        Files.delete(bundle.resolve("card.html"));
        Files.createDirectory(bundle.resolve("inside"));
        Files.move(outside, bundle.resolve("inside/card"));
        Files.createSymbolicLink(bundle.resolve("card.html"), Path.of("inside/card"));
        Files.createSymbolicLink(folder.resolve("link"), bundle);
        assertThat(BundleReader.read(folder.resolve("link")).id())
                .isEqualTo(Samples.network().id());
    }

    @Test
    @DisplayName("Each file and all together are held to their limits, in each form of a bundle")
    void limits() throws IOException {
        Map<String, byte[]> files = BundleBytes.write(Samples.network());
        long total = files.values().stream().mapToLong(b -> b.length).sum();
        Limits exact = Limits.standard().withTotal(total);
        Limits less = Limits.standard().withTotal(total - 1);
        Path zip = folder.resolve("sample.zip");
        BundleWriter.write(Samples.network(), zip);
        assertThat(BundleReader.read(bundle, exact, GoldenCheck.NONE).id())
                .isEqualTo(Samples.network().id());
        refused(() -> BundleReader.read(bundle, less, GoldenCheck.NONE), "card.html: size is", "at most");
        refused(() -> BundleReader.read(zip, exact, GoldenCheck.NONE), "sample.zip: size is " + Files.size(zip));
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            assertThat(BundleReader.resource(loader, "sample", exact, GoldenCheck.NONE)
                            .id())
                    .isEqualTo(Samples.network().id());
            refused(() -> BundleReader.resource(loader, "sample", less, GoldenCheck.NONE), "card.html: size is more");
            refused(
                    () -> BundleReader.resource(loader, "sample.zip", less, GoldenCheck.NONE),
                    "sample.zip: size is more");
        }
        var small = new Limits(1 << 20, 1 << 20, 100, 100, 100, 10);
        refused(
                () -> BundleReader.read(bundle, small, GoldenCheck.NONE),
                "manifest.json: size is",
                "at most 100 bytes");
        var header = new Limits(1 << 20, 64, 1 << 16, 1 << 16, 1 << 16, 10);
        refused(() -> BundleReader.read(bundle, header, GoldenCheck.NONE), "header length is", "limit of 64");
        ModelBundle a = Samples.network();
        var talkative = new ModelBundle(a.manifest(), a.tensors(), a.golden(), "x".repeat((16 << 20) + 1));
        refused(() -> BundleWriter.write(talkative, folder.resolve("t")), "card.html: size is 16777217");
    }
}
