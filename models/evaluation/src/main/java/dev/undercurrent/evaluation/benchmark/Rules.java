package dev.undercurrent.evaluation.benchmark;

/** What simple detectors expect of one channel. */
final class Rules {

    private static final int WINDOW = 6400;
    private static final int STEP = 100;
    private static final double LEVEL = 0.2;
    private static final double SPREAD = 0.005;

    /** Rows before a deviation is believed. */
    private static final int LEAST = 16;

    private Rules() {}

    /** An expectation of one channel. */
    interface Rule {

        /** Deviations of a value from what was expected, 0 while nothing is; takes the value in. */
        double deviations(double value);
    }

    /** Mean and deviation of a window, computed anew every so many rows once it is full. */
    static final class WindowedGaussian implements Rule {
        private final double[] ring = new double[WINDOW];
        private long rows;
        private double mean;
        private double deviation;

        @Override
        public double deviations(double value) {
            double z = rows < LEAST ? 0 : ratio(value - mean, deviation);
            ring[(int) (rows % WINDOW)] = value;
            rows++;
            if (rows < WINDOW || rows % STEP == 0) {
                fit();
            }
            return z;
        }

        private void fit() {
            int n = (int) Math.min(rows, WINDOW);
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += ring[i];
            }
            mean = sum / n;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                squares += (ring[i] - mean) * (ring[i] - mean);
            }
            deviation = Math.sqrt(squares / n);
        }
    }

    /** Errors of an expectation with an exponentially weighted variance, a plain one at first. */
    private abstract static class Weighted implements Rule {
        private double variance;
        private long errors;

        /** What is expected next, NaN while nothing is. */
        abstract double expected();

        abstract void observe(double value);

        @Override
        public double deviations(double value) {
            double error = value - expected();
            observe(value);
            if (Double.isNaN(error)) {
                return 0;
            }
            double z = errors < LEAST ? 0 : ratio(error, Math.sqrt(variance));
            errors++;
            variance += (error * error - variance) * Math.max(SPREAD, 1.0 / errors);
            return z;
        }
    }

    static final class Ewma extends Weighted {
        private double level = Double.NaN;

        @Override
        double expected() {
            return level;
        }

        @Override
        void observe(double value) {
            level = Double.isNaN(level) ? value : level + LEVEL * (value - level);
        }
    }

    static final class SeasonalNaive extends Weighted {
        private final double[] ring;
        private long rows;

        SeasonalNaive(int season) {
            ring = new double[season];
        }

        @Override
        double expected() {
            return rows < ring.length ? Double.NaN : ring[(int) (rows % ring.length)];
        }

        @Override
        void observe(double value) {
            ring[(int) (rows % ring.length)] = value;
            rows++;
        }
    }

    /** Of a series that never moved, everything else is infinitely far. */
    private static double ratio(double error, double deviation) {
        return error == 0 ? 0 : error / deviation;
    }
}
