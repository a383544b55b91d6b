package dev.undercurrent.core.seasonal;

import dev.undercurrent.core.forecast.Forecaster;
import dev.undercurrent.core.math.Special;

/**
 * Forecasts of a {@link SeasonalAutoregressive}: means by recursion, variances by the impulse response ψ of the recursion,
 * σ²_h = σ² Σ_{j&lt;h} ψ_j² (Box &amp; Jenkins 1976, §5.1).
 *
 * <p>The quantiles h steps ahead lie between those of Student's t and of the Gaussian with this variance, by the share of
 * excess kurtosis Σ ψ⁴ / (Σ ψ²)² that a sum of independent shocks keeps. Exploding recursions are held at 20 units. Cost per
 * channel: 2 · horizon · lags multiplications, horizon · levels for the quantiles.
 */
public final class SeasonalForecaster implements Forecaster<SeasonalAutoregressive.State> {

    private static final double NU = SeasonalAutoregressive.DEGREES;

    /** Standard deviation of Student's t with unit scale. */
    private static final double DEVIATION = Math.sqrt(NU / (NU - 2));

    private final SeasonalAutoregressive model;

    public SeasonalForecaster(SeasonalAutoregressive model) {
        this.model = model;
    }

    @Override
    public void forecast(SeasonalAutoregressive.State state, double[] levels, double[][][] out) {
        double[] student = new double[levels.length];
        double[] normal = new double[levels.length];
        for (int q = 0; q < levels.length; q++) {
            student[q] = Special.studentQuantile(levels[q], NU) / DEVIATION;
            normal[q] = Special.normalQuantile(levels[q]);
        }
        for (int c = 0; c < out.length; c++) {
            Track track = state.tracks[c];
            if (track.fitted()) {
                recursive(track, student, normal, out[c]);
            } else {
                walk(track, normal, out[c]);
            }
        }
    }

    private void recursive(Track t, double[] student, double[] normal, double[][] out) {
        int horizon = out.length;
        int longest = model.lags().longest();
        double[] z = model.fit().path(t, horizon);
        double[] psi = new double[horizon];
        double shock = t.scale * Math.sqrt(t.variance) * DEVIATION;
        double most = Fit.EDGE * t.scale;
        double squares = 0;
        double fourths = 0;
        for (int h = 0; h < horizon; h++) {
            double mean = t.coefficients[0];
            double response = h == 0 ? 1 : 0;
            for (int i = 1; i < t.coefficients.length; i++) {
                int lag = model.lags().get(i - 1);
                mean += t.coefficients[i] * z[longest + h - lag];
                response += h >= lag ? t.coefficients[i] * psi[h - lag] : 0;
            }
            z[longest + h] = Math.min(Math.max(mean, -Fit.EDGE), Fit.EDGE);
            psi[h] = Math.min(Math.max(response, -Fit.EDGE), Fit.EDGE);
            double square = psi[h] * psi[h];
            squares += square;
            fourths += square * square;
            double heavy = fourths / (squares * squares);
            double deviation = Math.min(shock * Math.sqrt(squares), Math.max(most, shock));
            double centre = t.offset + t.scale * z[longest + h];
            for (int q = 0; q < normal.length; q++) {
                out[h][q] = centre + deviation * (heavy * student[q] + (1 - heavy) * normal[q]);
            }
        }
    }

    /** Before anything is fitted: the last value, with a spread that grows as that of a random walk. */
    private void walk(Track t, double[] normal, double[][] out) {
        double centre = model.fit().mean(t);
        double scale = model.fit().scale(t) * DEVIATION;
        for (int h = 0; h < out.length; h++) {
            for (int q = 0; q < normal.length; q++) {
                out[h][q] = centre + scale * Math.sqrt(h + 1.0) * normal[q];
            }
        }
    }
}
