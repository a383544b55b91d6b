package dev.undercurrent.bundle;

import static dev.undercurrent.bundle.Refusals.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.Encoder;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.SeasonalFeatures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {

    /** The network of a bundle, of whose laws each number is off by so much. */
    private record Off(ServedNetwork served, float error) implements GoldenCheck.Network {

        @Override
        public Encoder encoder() {
            return served.encoder();
        }

        @Override
        public void law(float[] y, float[] x, float[] candidates, float[] law) {
            served.law(y, x, candidates, law);
            for (int i = 0; i < law.length; i++) {
                law[i] += error;
            }
        }

        @Override
        public void quantiles(float[] state, float[][] inputs, float[][] candidates, float[][] quantiles) {
            served.quantiles(state, inputs, candidates, quantiles);
        }
    }

    private static GoldenCheck off(double error) {
        return GoldenCheck.of(bundle -> new Off(ServedNetwork.of(bundle, Kernels.plain()), (float) error), bundle -> {
            var filter = ForwardFilter.of(bundle);
            return input -> filter.surprisal(input) + (input[0] == 2 ? error : 0);
        });
    }

    @Test
    @DisplayName(
            "A model that answers as it did where it was trained is taken, any other is refused by name of the number")
    void answers() {
        for (ModelBundle bundle : Samples.all()) {
            GoldenCheck.STANDARD.check(bundle);
            off(5e-6).check(bundle);
        }
        refused(() -> off(1e-3).check(Samples.network()), "golden.json: laws[0][0] is", "within");
        double least = Double.POSITIVE_INFINITY;
        for (float[] law : ((Golden.Network) Samples.network().golden()).laws()) {
            double largest = 1;
            for (float value : law) {
                largest = Math.max(largest, Math.abs(value));
            }
            least = Math.min(least, largest);
        }
        assertThat(least).isBetween(2., 100.);
        off(.9e-5 * least).check(Samples.network());
        double more = 1.1e-5 * least;
        refused(() -> off(more).check(Samples.network()), "golden.json: laws[");
        refused(() -> off(Double.NaN).check(Samples.network()), "golden.json: a value of laws is NaN");
        refused(() -> off(1e-4).check(Samples.hmm()), "golden.json: surprisal[2] is", "within");
        refused(() -> ServedNetwork.of(Samples.hmm(), Kernels.plain()), "hmm, gaussian, states 2", "a network");
    }

    @Test
    @DisplayName("Encoder and heads are each checked, and lists of unequal length are refused")
    void parts() {
        ModelBundle bundle = Samples.network();
        var golden = (Golden.Network) bundle.golden();
        golden.quantiles()[1][10] += .01f;
        refused(() -> GoldenCheck.STANDARD.check(bundle), "quantiles[1][10]");
        golden.laws()[2][11] += .01f;
        refused(() -> GoldenCheck.STANDARD.check(bundle), "laws[2][11]");
        golden.encoder()[2][1] += .01f;
        refused(() -> GoldenCheck.STANDARD.check(bundle), "encoder[2][1]");
        var served = ServedNetwork.of(bundle, Kernels.plain());
        float[][] one = new float[1][12];
        refused(
                () -> GoldenRun.of(new double[] {1}, new SeasonalFeatures(0, 0), 49, served),
                "number of steps is 49",
                "at most 48");
        refused(
                () -> GoldenRun.of(golden.inputs(), golden.candidates(), golden.horizonInputs(), one, served),
                "number of rows of horizon candidates is 1",
                "2");
    }

    @Test
    @DisplayName("No tensor but has its say: with its values moved, the golden outputs are missed")
    void weights() {
        var random = new SplittableRandom(6);
        for (NetworkSpec.Kind kind : NetworkSpec.Kind.values()) {
            boolean attends = kind == NetworkSpec.Kind.TRANSFORMER || kind == NetworkSpec.Kind.SEQ2SEQ;
            ModelBundle bundle = Samples.network(new NetworkSpec(kind, 4, 1, 1, attends ? 3 : 1, 1));
            for (String name : bundle.tensors().floats().keySet()) {
                float[] values = bundle.tensors().floats().get(name).values();
                // what is added to all keys alike cancels in the softmax
                if (!name.endsWith("key.bias")) {
                    float[] before = values.clone();
                    for (int i = 0; i < values.length; i++) {
                        values[i] += (float) random.nextDouble(-.5, .5);
                    }
                    assertThatExceptionOfType(BundleException.class)
                            .as(kind + " " + name)
                            .isThrownBy(() -> GoldenCheck.STANDARD.check(bundle));
                    System.arraycopy(before, 0, values, 0, values.length);
                }
            }
        }
    }

    @Test
    @DisplayName("The check is part of reading, and what core refuses is a refusal of the bundle")
    void partOfReading(@TempDir Path folder) throws Exception {
        Path zip = folder.resolve("a.zip");
        BundleWriter.write(Samples.network(), zip);
        BundleReader.read(zip, Limits.standard(), GoldenCheck.STANDARD);
        refused(() -> BundleReader.read(zip, Limits.standard(), off(1)), "bundle " + zip, "laws[0][0]");
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
        bad(Samples.network(), text -> text.replaceFirst("\"laws\": ", "\"law\": "), "laws is missing");
        bad(
                Samples.network(),
                text -> text.replaceFirst("\"quantiles\"", "\"x\": [ ],\n\"quantiles\""),
                "unknown field x");
        bad(
                Samples.network(),
                text -> text.replaceFirst("\"encoder\": \\[ ", "\"encoder\": [ [ 1, 1 ], "),
                "number of rows of encoder is 9",
                "8");
        bad(
                Samples.hmm(),
                text -> text.replaceFirst("\"surprisal\": \\[ ", "\"surprisal\": [ 1, "),
                "number of surprisals is 4");
        bad(Samples.hmm(), text -> text.replaceFirst("\\[ \\[ 0.0", "[ [ 0.0, 1.0"), "length of a row of inputs is 1");
        bad(Samples.hmm(), text -> "{\"inputs\": [], \"surprisal\": []}", "1 to 1024");
        refused(() -> new Golden.Hmm(new double[1025][1], new double[1025]), "is 1025", "1 to 1024");
        var net = Samples.network();
        var narrow = new Golden.Hmm(new double[][] {{1, 2}}, new double[] {1});
        refused(
                () -> new ModelBundle(Samples.hmm().manifest(), Samples.hmm().tensors(), narrow, ""),
                "length of inputs is 2",
                "1 for hmm");
        Golden wide = Samples.network(NetworkSpec.recurrent(NetworkSpec.Kind.GRU, 3, 1))
                .golden();
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
