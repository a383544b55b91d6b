package dev.undercurrent.bundle;

import static dev.undercurrent.bundle.Refusals.refused;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.undercurrent.core.network.NetworkSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {

    private static GoldenCheck.Hmm squares(ModelBundle bundle) {
        return input -> input[0] * input[0];
    }

    private static GoldenCheck network(double error) {
        return GoldenCheck.of(bundle -> Samples.served(2, error), GoldenTest::squares);
    }

    @Test
    @DisplayName(
            "A model that answers as it did where it was trained is taken, any other is refused by name of the number")
    void answers() {
        network(0).check(Samples.network());
        network(5e-6).check(Samples.network());
        refused(() -> network(5e-5).check(Samples.network()), "golden.json: encoder[0][0] is", "within 1.0E-5");
        refused(() -> network(Double.NaN).check(Samples.network()), "golden.json: a value of encoder is NaN");
        network(0).check(Samples.hmm());
        GoldenCheck other = GoldenCheck.of(null, bundle -> input -> input[0] * input[0] + (input[0] == 2 ? 1e-4 : 0));
        refused(() -> other.check(Samples.hmm()), "golden.json: surprisal[2] is 4.0001", "4.0 within");
    }

    @Test
    @DisplayName("Each head is checked, and an encoder of other inputs is refused")
    void heads() {
        ModelBundle bundle = Samples.network();
        var golden = (Golden.Network) bundle.golden();
        golden.quantiles()[1][10] += .01f;
        refused(() -> network(0).check(bundle), "quantiles[1][10]");
        golden.quantiles()[1][10] -= .01f;
        golden.step()[2][21] += .01f;
        refused(() -> network(0).check(bundle), "step[2][21]");
        GoldenCheck.Network served = Samples.served(2, 0);
        refused(
                () -> GoldenRun.of(golden.inputs(), golden.features(), new float[1][12], served),
                "candidates is 1",
                "2");
    }

    @Test
    @DisplayName("The check is part of reading, and what core refuses is a refusal of the bundle")
    void partOfReading(@TempDir Path folder) throws Exception {
        Path zip = folder.resolve("a.zip");
        BundleWriter.write(Samples.network(), zip);
        BundleReader.read(zip, Limits.standard(), network(0));
        refused(() -> BundleReader.read(zip, Limits.standard(), network(1)), "bundle " + zip, "encoder[0][0]");
        GoldenCheck strict = bundle -> {
            throw new IllegalArgumentException("no; allowed: nothing");
        };
        refused(() -> BundleReader.read(zip, Limits.standard(), strict), "holds what its model refuses: no");
        Files.delete(zip);
    }

    @Test
    @DisplayName("Golden outputs of other shapes, or with values that are no finite numbers, are refused")
    void shapes() {
        bad(
                Samples.network(),
                text -> text.replaceFirst("\\[ \\[", "[ [ 1, "),
                "length of a row of inputs is 25",
                "24");
        bad(
                Samples.network(),
                text -> text.replaceFirst("\\[ \\[ [-0-9.]+", "[ [ 1e40"),
                "a value of inputs is Infinity");
        bad(Samples.network(), text -> text.replaceFirst("\\[ \\[ [-0-9.]+", "[ [ null"), "inputs is null");
        bad(
                Samples.network(),
                text -> text.replaceFirst("\\[ \\[[^]]*\\]", "[ 5"),
                "inputs[0] is 5",
                "a list of numbers");
        bad(Samples.network(), text -> text.replaceFirst("\"step\" : |\"step\": ", "\"steps\": "), "step is missing");
        bad(
                Samples.network(),
                text -> text.replaceFirst("\"quantiles\"", "\"x\": [ ],\n\"quantiles\""),
                "unknown field x");
        bad(
                Samples.network(),
                text -> text.replaceFirst("\"encoder\": \\[ ", "\"encoder\": [ [ 1, 1 ], "),
                "number of rows of encoder is 4",
                "3");
        bad(
                Samples.hmm(),
                text -> text.replaceFirst("\"surprisal\": \\[ ", "\"surprisal\": [ 1, "),
                "number of surprisals is 4");
        bad(Samples.hmm(), text -> text.replaceFirst("\\[ \\[ 0.0", "[ [ 0.0, 1.0"), "length of a row of inputs is 1");
        bad(Samples.hmm(), text -> "{\"inputs\": [], \"surprisal\": []}", "at least 1");
        var net = Samples.network();
        var narrow = new Golden.Hmm(new double[][] {{1, 2}}, new double[] {1});
        refused(
                () -> new ModelBundle(Samples.hmm().manifest(), Samples.hmm().tensors(), narrow, ""),
                "length of inputs is 2",
                "1 for hmm");
        Golden wide = Samples.golden(NetworkSpec.recurrent(NetworkSpec.Kind.GRU, 3, 1));
        refused(
                () -> new ModelBundle(net.manifest(), net.tensors(), wide, ""),
                "length of encoder outputs is 3",
                "2 for elman");
    }

    private static void bad(ModelBundle bundle, UnaryOperator<String> change, String... parts) {
        Map<String, byte[]> files = BundleBytes.write(bundle);
        String text = new String(files.get("golden.json"), UTF_8);
        refused(
                () -> GoldenJson.read(
                        change.apply(text).getBytes(UTF_8), bundle.manifest().architecture()),
                parts);
    }
}
