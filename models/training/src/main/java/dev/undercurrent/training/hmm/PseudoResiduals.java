package dev.undercurrent.training.hmm;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Special;

/**
 * Normalised one-step pseudo-residuals (Zucchini, MacDonald &amp; Langrock 2016, §6.3): the probability integral transform
 * of each value by the mixture that was expected of it, u = Σ_k P(s_t = k | x_1..x_{t−1}) F_k(x_t), and its normal quantile.
 * Under the right model u is uniform and the residuals of a channel are independent standard normal.
 *
 * @param uniform [T][D] u in [0, 1]; NaN = missing
 * @param normal [T][D] Φ⁻¹(u), exact in both tails, held within ±38; NaN = missing
 * @param surprisal [T] −log p(x_t | x_1..x_{t−1}), nats, over the values as given; 0 where all are missing
 */
public record PseudoResiduals(double[][] uniform, double[][] normal, double[] surprisal) {

    /** Beyond it a double holds no tail probability. */
    private static final double LARGEST = 38.0;

    /** @param series [T][D], in the units of the series */
    public static PseudoResiduals of(HmmModel model, double[][] series) {
        int d = model.channels();
        double[][] z = model.units().standardise(series);
        double[][] uniform = new double[z.length][d];
        double[][] normal = new double[z.length][d];
        double[] surprisal = new double[z.length];
        new Chain(model).filter(z, (t, predicted, posterior, one) -> {
            surprisal[t] = one;
            for (int c = 0; c < d; c++) {
                double lower = 0.0;
                double upper = 0.0;
                boolean missing = Double.isNaN(z[t][c]);
                for (int i = 0; i < predicted.length && !missing; i++) {
                    lower += predicted[i] * model.emissions().cdf(i, c, z[t][c]);
                    upper += predicted[i] * model.emissions().upperTail(i, c, z[t][c]);
                }
                surprisal[t] += missing ? 0.0 : Elementary.log(model.units().unit()[c]);
                uniform[t][c] = missing ? Double.NaN : Math.min(1.0, lower);
                normal[t][c] = missing ? Double.NaN : quantile(lower, upper);
            }
        });
        return new PseudoResiduals(uniform, normal, surprisal);
    }

    private static double quantile(double lower, double upper) {
        double z = lower < upper ? Special.normalQuantile(lower) : -Special.normalQuantile(upper);
        return Math.max(-LARGEST, Math.min(LARGEST, z));
    }
}
