package dev.undercurrent.bundle.card;

import java.util.List;

/** Data of a part of a model's page. NaN = nothing there. Arrays are kept, not copied, and only read. */
public sealed interface Section {

    /**
     * Loss over training.
     *
     * @param unit of the loss, for instance nats per event
     * @param steps [n] steps done, ascending
     * @param train [n]
     * @param validation [n]; NaN where it was not taken
     */
    record Losses(String unit, double[] steps, double[] train, double[] validation) implements Section {

        public Losses {
            equal("losses", steps.length, train.length, validation.length);
        }
    }

    /**
     * A forecast of a series that was held out, beside what came.
     *
     * @param series its name
     * @param history [n] values before the origin
     * @param actual [h] values from the origin on
     * @param median [h]
     * @param bands widest first
     */
    record HeldOut(String series, double[] history, double[] actual, double[] median, List<Band> bands)
            implements Section {

        public HeldOut {
            bands = List.copyOf(bands);
            equal("median", actual.length, median.length);
            for (Band band : bands) {
                equal("band", actual.length, band.lower.length, band.upper.length);
            }
        }
    }

    /**
     * A central band of a forecast.
     *
     * @param coverage nominal, in (0, 1)
     * @param lower [h]
     * @param upper [h]
     */
    record Band(double coverage, double[] lower, double[] upper) {}

    /**
     * A series with its regimes.
     *
     * @param series its name
     * @param values [n]
     * @param regime [n] index into the names; −1 = none yet
     * @param names of regimes
     */
    record Regimes(String series, double[] values, int[] regime, List<String> names) implements Section {

        public Regimes {
            names = List.copyOf(names);
            equal("regimes", values.length, regime.length);
            for (int r : regime) {
                if (r < -1 || r >= names.size()) {
                    throw new IllegalArgumentException("regime is " + r + "; allowed: -1 to " + (names.size() - 1));
                }
            }
        }
    }

    /**
     * Histogram of the probability integral transform of held-out values: flat where laws are calibrated (Dawid 1984).
     *
     * @param what of what, for instance one-step laws
     * @param counts [bins] of equal width on [0, 1]
     */
    record Calibration(String what, long[] counts) implements Section {}

    /** Nominal and realised coverage of bands or tail probabilities. */
    record Coverage(List<Level> levels) implements Section {

        /**
         * One level.
         *
         * @param what for instance band, 12 steps ahead
         * @param nominal in (0, 1)
         * @param realised in [0, 1]
         * @param count events it was counted on
         */
        public record Level(String what, double nominal, double realised, long count) {}

        public Coverage {
            levels = List.copyOf(levels);
        }
    }

    /**
     * Residuals as they should not be: correlated.
     *
     * @param what residuals of what
     * @param autocorrelation [lags], of lags 1, 2, …
     * @param count number of residuals
     * @param statistic Q of Ljung and Box (1978) over these lags
     * @param degrees of freedom of its chi-square law
     * @param pValue of it
     */
    record Residuals(String what, double[] autocorrelation, long count, double statistic, int degrees, double pValue)
            implements Section {}

    /**
     * Runs of expectation-maximisation from different starts.
     *
     * @param runs in any order
     * @param spreads how much parameters differ among them
     */
    record Restarts(List<Run> runs, List<Spread> spreads) implements Section {

        /**
         * One run.
         *
         * @param seed of its start, or its number
         * @param iterations until convergence
         * @param evidence log likelihood, nats per event
         * @param agreement of its regimes with those of the best run: adjusted Rand index (Hubert &amp; Arabie 1985), 1 = the same
         *     partition of the events, 0 = no more alike than by chance
         */
        public record Run(long seed, int iterations, double evidence, double agreement) {}

        /** A parameter in the best run, and its range over the runs. */
        public record Spread(String parameter, double best, double lowest, double highest) {}

        public Restarts {
            runs = List.copyOf(runs);
            spreads = List.copyOf(spreads);
        }
    }

    /** Results of evaluations. */
    record Figures(List<Result> results) implements Section {

        /** One result. */
        public record Result(String data, String metric, double value) {}

        public Figures {
            results = List.copyOf(results);
        }
    }

    private static void equal(String what, int length, int... others) {
        for (int other : others) {
            if (other != length) {
                throw new IllegalArgumentException(
                        what + ": length is " + other + "; allowed: " + length + ", as of the others");
            }
        }
    }
}
