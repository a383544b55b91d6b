package dev.undercurrent.evaluation.benchmark;

import dev.undercurrent.core.math.Special;

/** The simplest detectors: how many deviations a value is from what a simple rule expected, under the normal law. */
public enum Baseline implements Detector.Factory {
    /** Mean and deviation of the last 6,400 rows, as in the Numenta benchmark's detector of that name. */
    WINDOWED_GAUSSIAN("windowed-gaussian") {
        @Override
        Rules.Rule rule(int season) {
            return new Rules.WindowedGaussian();
        }
    },
    /** Exponentially weighted mean of the last values (Roberts 1959) and variance of its errors. */
    EWMA("ewma") {
        @Override
        Rules.Rule rule(int season) {
            return new Rules.Ewma();
        }
    },
    /** The value of a day before, and an exponentially weighted variance of its errors. */
    SEASONAL_NAIVE("seasonal-naive") {
        @Override
        Rules.Rule rule(int season) {
            return new Rules.SeasonalNaive(season);
        }
    };

    /** One in a thousand. */
    private static final double THRESHOLD = 0.25;

    private final String title;

    Baseline(String title) {
        this.title = title;
    }

    abstract Rules.Rule rule(int season);

    @Override
    public String title() {
        return title;
    }

    @Override
    public double threshold() {
        return THRESHOLD;
    }

    @Override
    public Detector start(int channels, int season) {
        Rules.Rule[] rules = new Rules.Rule[channels];
        for (int c = 0; c < channels; c++) {
            rules[c] = rule(season);
        }
        return values -> {
            double least = 1;
            int present = 0;
            for (int c = 0; c < channels; c++) {
                if (!Double.isNaN(values[c])) {
                    present++;
                    double z = Math.abs(rules[c].deviations(values[c]));
                    least = Math.min(least, 2 * Special.normalCdf(-z));
                }
            }
            // Bonferroni: the rarest of several channels
            return Math.min(1, least * Math.max(1, present));
        };
    }
}
