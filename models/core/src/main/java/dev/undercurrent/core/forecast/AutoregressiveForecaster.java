package dev.undercurrent.core.forecast;

import dev.undercurrent.core.switching.Autoregressive;
import dev.undercurrent.core.switching.Belief;
import dev.undercurrent.core.switching.Switching;
import dev.undercurrent.core.switching.SwitchingState;

/**
 * Forecasts of an AR-HMM by its exact first and second moments: with X the vector (1, last p values), M_j = E[X Xᵀ 1{s = j}]
 * moves linearly, M_j ← Σ_i A_ij F_j M_i F_jᵀ + noise, whatever path the chain takes (Costa, Fragoso &amp; Marques 2005,
 * ch. 3). Quantiles are those of the Gaussian with these moments.
 */
public final class AutoregressiveForecaster implements Forecaster<SwitchingState<Autoregressive.State>> {

    /** Moments beyond this, in standardised units, say only that the fitted dynamics explode; they are cut here. */
    private static final double LARGEST = 1e9;

    /** Moments beyond this are not moved on any more, before they overflow. */
    private static final double OVERFLOWING = 1e250;

    private final Switching<Autoregressive.State> model;
    private final Autoregressive experts;

    public AutoregressiveForecaster(Switching<Autoregressive.State> model, Autoregressive experts) {
        this.model = model;
        this.experts = experts;
    }

    @Override
    public void forecast(SwitchingState<Autoregressive.State> state, double[] levels, double[][][] out) {
        int k = model.count();
        Belief belief = model.belief(state);
        float[] transition = model.transition(state);
        double[] z = ChainForecaster.standardNormal(levels);
        for (int c = 0; c < out.length; c++) {
            double[][] moments = start(state, belief, k, c);
            for (int h = 0; h < out[c].length; h++) {
                double[][] next = step(moments, transition, model.experts(state), k, c);
                moments = bounded(next) ? next : moments;
                double mean = 0;
                double square = 0;
                double mass = 0;
                int n = experts.order() + 1;
                for (int j = 0; j < k; j++) {
                    mass += moments[j][0];
                    mean += moments[j][1];
                    square += moments[j][n + 1];
                }
                mean = clamp(mean / mass);
                double deviation = Math.sqrt(Math.max(Math.min(square / mass, LARGEST * LARGEST) - mean * mean, 0));
                for (int q = 0; q < z.length; q++) {
                    out[c][h][q] = mean + deviation * z[q];
                }
            }
        }
    }

    private static boolean bounded(double[][] moments) {
        for (double[] m : moments) {
            for (double value : m) {
                if (!(Math.abs(value) < OVERFLOWING)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double clamp(double x) {
        return Math.min(Math.max(x, -LARGEST), LARGEST);
    }

    /** M_j = P(s = j) X Xᵀ, row-major [p + 1][p + 1]. */
    private double[][] start(SwitchingState<Autoregressive.State> state, Belief belief, int k, int c) {
        int n = experts.order() + 1;
        double[] x = new double[n];
        x[0] = 1;
        for (int l = 1; l < n; l++) {
            x[l] = experts.lag(model.experts(state), c, l);
        }
        double[][] moments = new double[k][n * n];
        for (int j = 0; j < k; j++) {
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    moments[j][a * n + b] = belief.probability(j) * x[a] * x[b];
                }
            }
        }
        return moments;
    }

    private double[][] step(double[][] before, float[] transition, Autoregressive.State s, int k, int c) {
        int n = experts.order() + 1;
        double[][] after = new double[k][n * n];
        double[] into = new double[n * n];
        for (int j = 0; j < k; j++) {
            java.util.Arrays.fill(into, 0);
            for (int i = 0; i < k; i++) {
                for (int q = 0; q < n * n; q++) {
                    into[q] += transition[i * k + j] * before[i][q];
                }
            }
            double[] m = after[j];
            // X' = (1, y, x_1..x_{p-1}) with y = φᵀ X + noise
            for (int a = 0; a < n; a++) {
                double mixed = 0;
                for (int b = 0; b < n; b++) {
                    mixed += experts.coefficient(s, j, c, b) * into[a * n + b];
                }
                // E[x_a y]; x_0 = 1 stays, x_a moves to a + 1
                if (a == 0) {
                    m[0] = into[0];
                    m[1] = mixed;
                    m[n] = mixed;
                } else if (a + 1 < n) {
                    m[n + a + 1] = mixed;
                    m[(a + 1) * n + 1] = mixed;
                }
            }
            double square = 0;
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    square += experts.coefficient(s, j, c, a) * experts.coefficient(s, j, c, b) * into[a * n + b];
                }
            }
            m[n + 1] = square + experts.noiseVariance(s, j, c) * into[0];
            for (int a = 1; a + 1 < n; a++) {
                m[a + 1] = into[a];
                m[(a + 1) * n] = into[a];
                for (int b = 1; b + 1 < n; b++) {
                    m[(a + 1) * n + b + 1] = into[a * n + b];
                }
            }
        }
        return after;
    }
}
