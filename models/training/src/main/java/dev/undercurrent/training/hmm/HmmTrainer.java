package dev.undercurrent.training.hmm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * From history to a hidden Markov model: standardise, choose the number of regimes by held-out evidence, learn from all
 * events, name the regimes.
 */
public final class HmmTrainer {

    private HmmTrainer() {}

    /**
     * What a training came to.
     *
     * @param model learnt from all events
     * @param count how its number of regimes was chosen
     * @param sensitivity how much it depends on where EM began
     * @param diagnostics of the model of the earlier parts, on the later parts that it has not seen; values as given, or
     *     standardised ones where each series has units of its own
     */
    public record Report(HmmModel model, StateCount count, Sensitivity sensitivity, HmmDiagnostics diagnostics) {

        /** The three tables. */
        @Override
        public String toString() {
            return count + "\n" + sensitivity + "\n" + diagnostics;
        }
    }

    /** As {@link #report}, the model alone. */
    public static HmmModel train(List<double[][]> series, Options options) {
        return report(series, options).model();
    }

    /**
     * Trains.
     *
     * @param series each [T][D] in the order of time; NaN = missing; every series of the same channels
     * @throws IllegalArgumentException if there are too few events, channels differ or a value is infinite
     */
    public static Report report(List<double[][]> series, Options options) {
        int channels = check(series, options);
        boolean own = options.units() == Units.Choice.PER_SERIES;
        Units units = options.units() == Units.Choice.POOLED ? Units.of(series, channels) : Units.raw(channels);
        List<double[][]> values = new ArrayList<>();
        List<double[][]> z = new ArrayList<>();
        for (double[][] x : series) {
            double[][] given =
                    own ? Units.of(Collections.singletonList(x), channels).standardise(x) : x;
            values.add(given);
            z.add(units.standardise(given));
        }
        BaumWelch em = new BaumWelch(
                options.prior(),
                options.maxIterations(),
                options.tolerance(),
                BaumWelch.LEAST_MASS,
                BaumWelch.MAX_REPAIRS);
        StateCount count = StateCount.choose(
                training(em, options, Math.min(options.restarts(), options.searchRestarts())),
                z,
                units,
                options.fewest(),
                options.most(),
                options.heldOut(),
                reserving(options.progress()));
        HmmTraining.Outcome outcome = training(em, options, options.restarts())
                .fit(z, units, count.states(), options.previous(), Progress.Phase.FINAL, options.progress());
        HmmModel learnt = outcome.fit().model();
        HmmModel model = options.previous() == null ? learnt : Alignment.align(learnt, options.previous());
        HmmDiagnostics diagnostics = HmmDiagnostics.of(count.model(), values, options.heldOut());
        return new Report(model, count, outcome.sensitivity(), diagnostics);
    }

    private static HmmTraining training(BaumWelch em, Options options, int restarts) {
        return new HmmTraining(em, options.nu(), options.floor(), restarts, options.seed());
    }

    /** Two fifths of the time are kept for the model of all events. */
    private static Progress reserving(Progress progress) {
        double left = progress.secondsLeft();
        double reserve = left < Double.POSITIVE_INFINITY ? 0.4 * left : 0.0;
        return new Progress() {
            @Override
            public void iteration(Step step) {
                progress.iteration(step);
            }

            @Override
            public double secondsLeft() {
                return progress.secondsLeft() - reserve;
            }
        };
    }

    private static int check(List<double[][]> series, Options options) {
        int channels = series.isEmpty() || series.get(0).length == 0 ? 0 : series.get(0)[0].length;
        long earlier = 0;
        long later = 0;
        for (double[][] x : series) {
            int split = StateCount.split(x.length, options.heldOut());
            for (int t = 0; t < x.length; t++) {
                if (x[t].length != channels || channels == 0) {
                    throw new IllegalArgumentException(
                            "event " + t + " has " + x[t].length + " channels; allowed: " + Math.max(1, channels));
                }
                for (double value : x[t]) {
                    if (Double.isInfinite(value)) {
                        throw new IllegalArgumentException(
                                "event " + t + " holds " + value + "; allowed: finite numbers, NaN = missing");
                    }
                }
                earlier += t < split ? Moments.present(x[t]) : 0;
                later += t >= split && Moments.present(x[t]) > 0 ? 1 : 0;
            }
        }
        if (earlier < 2 || later < 2) {
            throw new IllegalArgumentException("history has " + earlier + " values to learn from and " + later
                    + " events held out; allowed: at least 2 each");
        }
        return channels;
    }
}
