package dev.undercurrent.evaluation.metric;

/**
 * Weighted quantile loss over any number of forecasts: for each level τ, 2 Σ ρ_τ(y − q) / Σ |y| with the pinball loss
 * ρ_τ(d) = max(τ d, (τ − 1) d). Its mean over the deciles is what forecasting benchmarks report as CRPS (Gneiting &amp;
 * Raftery 2007, for the limit; GluonTS {@code mean_weighted_sum_quantile_loss}, for the sums).
 */
public final class QuantileLoss {

    private final double[] levels;
    private final double[] loss;
    private double size;

    /** @param levels [q] in (0, 1) */
    public QuantileLoss(double[] levels) {
        this.levels = levels.clone();
        this.loss = new double[levels.length];
    }

    /** Pinball loss of a forecast q of the τ-quantile; ≥ 0, in the unit of y. */
    public static double pinball(double level, double q, double y) {
        double d = y - q;
        return Math.max(level * d, (level - 1) * d);
    }

    /**
     * Takes in one value; a missing one is left out.
     *
     * @param quantiles [q] in the order of the levels
     */
    public void add(double[] quantiles, double y) {
        if (Double.isNaN(y)) {
            return;
        }
        for (int i = 0; i < levels.length; i++) {
            loss[i] += pinball(levels[i], quantiles[i], y);
        }
        size += Math.abs(y);
    }

    /** [q] weighted loss of each level, 2 Σ ρ / Σ |y|; NaN where all values were 0 or missing. */
    public double[] byLevel() {
        double[] weighted = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            weighted[i] = size == 0 ? Double.NaN : 2 * loss[i] / size;
        }
        return weighted;
    }

    /** Mean of {@link #byLevel}. */
    public double mean() {
        double sum = 0;
        for (double level : byLevel()) {
            sum += level;
        }
        return sum / levels.length;
    }
}
