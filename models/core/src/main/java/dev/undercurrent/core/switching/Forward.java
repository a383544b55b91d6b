package dev.undercurrent.core.switching;

import dev.undercurrent.core.Mixture;
import dev.undercurrent.core.math.Elementary;
import java.util.Arrays;

/**
 * The forward algorithm, scaled (Rabiner 1989, §III.A and §V.A; Bishop 2006, §13.2.4), on plain arrays: written once,
 * here. α_t(j) ∝ b_j(x_t) Σ_i α_{t−1}(i) A_ij; the normalisers' logarithms sum to log p(x_1..x_n).
 */
public final class Forward {

    private Forward() {}

    /**
     * The time update: out_j ∝ Σ_i belief_i A_ij, normalised, since rows of floats sum to 1 only within 1e-7.
     *
     * @param belief [≥ k], P(s_{t−1} | x_1..x_{t−1}), sums to 1
     * @param transition [k · k], A[i · k + j] = P(s_t = j | s_{t−1} = i), rows sum to 1
     * @param out [≥ k], P(s_t | x_1..x_{t−1}), written; not {@code belief}
     */
    public static void predict(double[] belief, float[] transition, int k, double[] out) {
        Arrays.fill(out, 0, k, 0.0);
        addMoves(belief, transition, k, out);
        normalise(out, k);
    }

    /**
     * out_j ← out_j + Σ_i from_i a_ij, in the order of i; four columns at a time, whose sums stay in registers.
     *
     * @param a [k · k], row-major
     */
    static void addMoves(double[] from, float[] a, int k, double[] out) {
        int j = 0;
        for (; j < k - 3; j += 4) {
            double sum0 = out[j];
            double sum1 = out[j + 1];
            double sum2 = out[j + 2];
            double sum3 = out[j + 3];
            int at = j;
            for (int i = 0; i < k; i++) {
                double f = from[i];
                sum0 += f * a[at];
                sum1 += f * a[at + 1];
                sum2 += f * a[at + 2];
                sum3 += f * a[at + 3];
                at += k;
            }
            out[j] = sum0;
            out[j + 1] = sum1;
            out[j + 2] = sum2;
            out[j + 3] = sum3;
        }
        for (; j < k; j++) {
            double sum = out[j];
            for (int i = 0; i < k; i++) {
                sum += from[i] * a[i * k + j];
            }
            out[j] = sum;
        }
    }

    /**
     * The measurement update: posterior_j ∝ predicted_j e^(l_j).
     *
     * @param predicted [≥ k], sums to 1
     * @param logDensities [≥ k], log b_j(x_t) in nats, may be −∞
     * @param posterior [≥ k], P(s_t | x_1..x_t), written; may be {@code predicted}. Of an impossible event: the predicted
     * @return surprisal −log Σ_j predicted_j e^(l_j) in nats, bit for bit that of {@link Mixture#logSumWeighted}; +∞ where
     *     the event is impossible
     */
    public static double condition(double[] predicted, double[] logDensities, int k, double[] posterior) {
        double max = Double.NEGATIVE_INFINITY;
        double min = Double.POSITIVE_INFINITY;
        for (int j = 0; j < k; j++) {
            if (predicted[j] > 0.0) {
                max = Math.max(max, logDensities[j]);
                min = Math.min(min, logDensities[j]);
            }
        }
        if (max == Double.NEGATIVE_INFINITY || max == min) {
            System.arraycopy(predicted, 0, posterior, 0, k);
            return 0.0 - max;
        }
        double sum = 0.0;
        for (int j = 0; j < k; j++) {
            double joint = predicted[j] > 0.0 ? predicted[j] * Elementary.exp(logDensities[j] - max) : 0.0;
            posterior[j] = joint;
            sum += joint;
        }
        for (int j = 0; j < k; j++) {
            posterior[j] /= sum;
        }
        return 0.0 - (max + Elementary.log(sum));
    }

    /**
     * The measurement update from densities themselves: posterior_j ∝ predicted_j p_j.
     *
     * @param densities [≥ k], p_j(x_t)
     * @param ratio [≥ k], p_j(x_t) / p(x_t), written
     * @return false where Σ_j predicted_j p_j is not {@link Mixture#representable}: then nothing is written and {@link
     *     #condition} is to be asked
     */
    public static boolean conditionOnDensities(
            double[] predicted, double[] densities, int k, double[] posterior, double[] ratio) {
        double sum = 0.0;
        for (int j = 0; j < k; j++) {
            sum += predicted[j] * densities[j];
        }
        if (!Mixture.representable(sum)) {
            return false;
        }
        double scale = 1.0 / sum;
        for (int j = 0; j < k; j++) {
            double r = densities[j] * scale;
            ratio[j] = r;
            posterior[j] = predicted[j] * r;
        }
        return true;
    }

    /**
     * Both updates over a whole sequence.
     *
     * @param initial [K], P(s_1)
     * @param transition [K · K], as in {@link #predict}
     * @param logDensities [T][K], log b_j(x_t) in nats
     * @param predicted [T][K], P(s_t | x_1..x_{t−1}), written
     * @param posterior [T][K], P(s_t | x_1..x_t), written
     * @return −log p(x_1..x_T) in nats, +∞ where an event is impossible
     */
    public static double filter(
            double[] initial, float[] transition, double[][] logDensities, double[][] predicted, double[][] posterior) {
        int k = initial.length;
        double surprisal = 0.0;
        for (int t = 0; t < logDensities.length; t++) {
            if (t == 0) {
                System.arraycopy(initial, 0, predicted[0], 0, k);
            } else {
                predict(posterior[t - 1], transition, k, predicted[t]);
            }
            surprisal += condition(predicted[t], logDensities[t], k, posterior[t]);
        }
        return surprisal;
    }

    /** Divides by the sum, taken in index order. */
    static void normalise(double[] values, int k) {
        double sum = 0.0;
        for (int j = 0; j < k; j++) {
            sum += values[j];
        }
        double scale = 1.0 / sum;
        for (int j = 0; j < k; j++) {
            values[j] *= scale;
        }
    }
}
