package dev.undercurrent.bundle;

import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.switching.CategoricalExperts;
import dev.undercurrent.core.switching.Experts;
import dev.undercurrent.core.switching.Forward;
import dev.undercurrent.core.switching.LocationScale;
import java.util.Arrays;

/** The forward algorithm of core over the parameters of a bundle, which stay as they are. */
final class HmmFilter<E> implements GoldenCheck.Hmm {

    private final double[] initial;
    private final float[] transition;
    private final Experts<E> experts;
    private final E state;
    private final boolean tokens;
    private final double[] predicted;
    private final double[] posterior;
    private final double[] logDensities;
    private int events;

    private HmmFilter(double[] initial, double[] transition, Experts<E> experts, boolean tokens) {
        int k = initial.length;
        this.initial = initial;
        this.transition = new float[k * k];
        for (int i = 0; i < k * k; i++) {
            this.transition[i] = (float) transition[i];
        }
        this.experts = experts;
        this.state = experts.start();
        this.tokens = tokens;
        predicted = new double[k];
        posterior = new double[k];
        logDensities = new double[k];
    }

    /** @throws BundleException for autoregressive emissions, of which core keeps adapting the parameters */
    static HmmFilter<?> of(Architecture.Hmm hmm, Tensors tensors) {
        int k = hmm.states();
        int channels = hmm.channels();
        double[] initial = tensors.get("initial", k);
        double[] transition = tensors.get("transition", k, k);
        return switch (hmm.emission()) {
            case CATEGORICAL ->
                new HmmFilter<>(
                        initial,
                        transition,
                        new CategoricalExperts(rows(tensors.get("probability", k, hmm.vocabulary()), k)),
                        true);
            case GAUSSIAN, STUDENT_T -> {
                double[] scale = tensors.get("scale", k, channels);
                double floor = Arrays.stream(scale).min().orElseThrow();
                var experts = LocationScale.of(
                        rows(tensors.get("mean", k, channels), k), rows(scale, k), hmm.degreesOfFreedom(), floor);
                yield new HmmFilter<>(initial, transition, experts, false);
            }
            case AUTOREGRESSIVE ->
                throw BundleException.of(
                        BundleFiles.MANIFEST, "emission", hmm.emission().label(), "gaussian, student_t, categorical");
        };
    }

    private static double[][] rows(double[] values, int k) {
        int width = values.length / k;
        double[][] rows = new double[k][];
        for (int i = 0; i < k; i++) {
            rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
        return rows;
    }

    @Override
    public double surprisal(double[] input) {
        int k = initial.length;
        Observation x = tokens ? new Token(events, (int) input[0]) : new Reading(events, input);
        if (events++ == 0) {
            System.arraycopy(initial, 0, predicted, 0, k);
        } else {
            Forward.predict(posterior, transition, k, predicted);
        }
        experts.components(state).logDensities(x, logDensities);
        return Forward.condition(predicted, logDensities, k, posterior);
    }
}
