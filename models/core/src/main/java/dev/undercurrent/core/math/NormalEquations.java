package dev.undercurrent.core.math;

/**
 * Weighted least squares carried as the upper triangle of Σ w v vᵀ with v = (1, x_1..x_p, y), row by row.
 *
 * <p>Length for p regressors: (p + 2)(p + 3) / 2. All methods work in place on a slice of a longer array. An
 * instance holds scratch and serves one thread.
 */
public final class NormalEquations {

    private final int p;
    private final int n;
    private final double[] factor;
    private final double[] right;
    private final double[] v;
    private final double[] full;

    /** @param p number of regressors beside the constant, ≥ 0 */
    public NormalEquations(int p) {
        this.p = p;
        this.n = p + 2;
        this.factor = new double[(p + 1) * (p + 1)];
        this.right = new double[p + 1];
        this.v = new double[n];
        this.full = new double[n * n];
    }

    /** Length of the slice. */
    public int length() {
        return n * (n + 1) / 2;
    }

    /** The statistics of one observation: {@code lags} [p] starting at {@code from}, target y, weight w; overwrites. */
    public void set(double[] s, int at, double[] lags, int from, double y, double w) {
        fill(lags, from, y);
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                s[at++] = w * v[i] * v[j];
            }
        }
    }

    /** s ← keep · s + w v vᵀ. */
    public void add(double[] s, int at, double keep, double[] lags, int from, double y, double w) {
        fill(lags, from, y);
        for (int i = 0; i < n; i++) {
            double wi = w * v[i];
            for (int j = i; j < n; j++, at++) {
                s[at] = s[at] * keep + wi * v[j];
            }
        }
    }

    private void fill(double[] lags, int from, double y) {
        v[0] = 1;
        System.arraycopy(lags, from, v, 1, p);
        v[n - 1] = y;
    }

    /**
     * Solves for the coefficients (intercept, x_1..x_p) into {@code out} at {@code to}.
     *
     * @param ridge added to the diagonal, relative to the total weight; the intercept is not shrunk
     * @return Σ w (y − ŷ)², ≥ 0, or NaN where the system is singular
     */
    public double solve(double[] s, int at, double ridge, double[] out, int to) {
        unpack(s, at);
        int m = p + 1;
        double shrink = ridge * full[0];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = full[j * n + i] + (i == j && i > 0 ? shrink : 0);
                for (int q = 0; q < j; q++) {
                    sum -= factor[i * m + q] * factor[j * m + q];
                }
                if (i == j) {
                    if (!(sum > 0)) {
                        return Double.NaN;
                    }
                    factor[i * m + i] = Math.sqrt(sum);
                } else {
                    factor[i * m + j] = sum / factor[j * m + j];
                }
            }
        }
        double residual = full[n * n - 1];
        for (int i = 0; i < m; i++) {
            double sum = full[i * n + n - 1];
            for (int q = 0; q < i; q++) {
                sum -= factor[i * m + q] * right[q];
            }
            right[i] = sum / factor[i * m + i];
            residual -= right[i] * right[i];
        }
        for (int i = m - 1; i >= 0; i--) {
            double sum = right[i];
            for (int q = i + 1; q < m; q++) {
                sum -= factor[q * m + i] * out[to + q];
            }
            out[to + i] = sum / factor[i * m + i];
        }
        return Math.max(residual, 0);
    }

    /** Weighted mean of y; NaN where nothing was added. */
    public double mean(double[] s, int at) {
        return s[at + n - 1] / s[at];
    }

    /** Weighted variance of y, ≥ 0; NaN where nothing was added. */
    public double variance(double[] s, int at) {
        double mean = mean(s, at);
        return Math.max(s[at + length() - 1] / s[at] - mean * mean, 0);
    }

    /** Re-expresses x and y alike in new units: z' = factor · z + shift. */
    public void rescale(double[] s, int at, double scale, double shift) {
        unpack(s, at);
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                double value = full[i * n + j];
                if (i > 0) {
                    value = scale * scale * value + scale * shift * (full[i] + full[j]) + shift * shift * full[0];
                } else if (j > 0) {
                    value = scale * value + shift * full[0];
                }
                s[at++] = value;
            }
        }
    }

    private void unpack(double[] s, int at) {
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                full[i * n + j] = s[at];
                full[j * n + i] = s[at++];
            }
        }
    }
}
