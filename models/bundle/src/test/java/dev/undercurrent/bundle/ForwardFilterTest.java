package dev.undercurrent.bundle;

import static dev.undercurrent.bundle.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ForwardFilterTest {

    private static Map<String, DoubleTensor> chain() {
        Map<String, DoubleTensor> t = new TreeMap<>();
        t.put("hmm.initial", DoubleTensor.of(new double[] {.3, .7}, 2));
        t.put("hmm.transition", DoubleTensor.of(new double[] {.9, .1, .4, .6}, 2, 2));
        return t;
    }

    private static double[] surprisals(HmmSpec spec, Map<String, DoubleTensor> tensors, double[][] inputs) {
        return ((Golden.Hmm) Samples.hmm(spec, tensors, inputs).golden()).surprisal();
    }

    @Test
    @DisplayName("Tokens: each surprisal is the ratio of two sums over all paths")
    void tokens() {
        Map<String, DoubleTensor> t = chain();
        t.put("hmm.probability", DoubleTensor.of(new double[] {.2, .5, .3, .6, .2, .2}, 2, 3));
        var spec = new HmmSpec(
                HmmSpec.Emission.CATEGORICAL, 2, 1, 0, Double.POSITIVE_INFINITY, 3, 0, HmmSpec.unnamed(2), 2);
        double[] found = surprisals(spec, t, new double[][] {{1}, {0}, {2}});
        double one = .3 * .5 + .7 * .2;
        double[][] a = {{.9, .1}, {.4, .6}};
        double[] start = {.3 * .5, .7 * .2};
        double[] second = {.2, .6};
        double[] third = {.3, .2};
        double two = 0;
        double three = 0;
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                two += start[i] * a[i][j] * second[j];
                for (int k = 0; k < 2; k++) {
                    three += start[i] * a[i][j] * second[j] * a[j][k] * third[k];
                }
            }
        }
        assertThat(found)
                .containsExactly(
                        new double[] {-Math.log(one), Math.log(one / two), Math.log(two / three)}, within(1e-12));
        refused(() -> surprisals(spec, t, new double[][] {{3}}), "token is 3.0", "0 to 2");
        refused(() -> surprisals(spec, t, new double[][] {{.5}}), "token is 0.5");
    }

    @Test
    @DisplayName("Autoregression: a state's law is centred on its intercept and lags, after the first p readings")
    void lags() {
        Map<String, DoubleTensor> t = chain();
        t.put("hmm.location", DoubleTensor.of(new double[] {1, -1}, 2, 1));
        t.put("hmm.scale", DoubleTensor.of(new double[] {.5, 2}, 2, 1));
        t.put("hmm.offset", DoubleTensor.of(new double[] {10}, 1));
        t.put("hmm.unit", DoubleTensor.of(new double[] {4}, 1));
        t.put("hmm.coefficient", DoubleTensor.of(new double[] {.5, .25, -.5, 0}, 2, 1, 2));
        var spec = new HmmSpec(
                HmmSpec.Emission.AUTOREGRESSIVE, 2, 1, 2, Double.POSITIVE_INFINITY, 0, .1, HmmSpec.unnamed(2), 2);
        double[] found = surprisals(spec, t, new double[][] {{14}, {6}, {18}, {10}});
        // standardised: 1, -1, 2, 0
        double[] third = {normal(2, 1 - .5 + .25, .5), normal(2, -1 + .5, 2)};
        double[] fourth = {normal(0, 1 + 1 - .25, .5), normal(0, -1 - 1, 2)};
        double one = .3 * third[0] + .7 * third[1];
        double first = .3 * third[0] / one;
        double two = (first * .9 + (1 - first) * .4) * fourth[0] + (first * .1 + (1 - first) * .6) * fourth[1];
        assertThat(found).containsExactly(new double[] {0, 0, -Math.log(one), -Math.log(two)}, within(1e-12));
    }

    private static double normal(double x, double mean, double scale) {
        double z = (x - mean) / scale;
        return Math.exp(-z * z / 2) / (scale * Math.sqrt(2 * Math.PI));
    }
}
