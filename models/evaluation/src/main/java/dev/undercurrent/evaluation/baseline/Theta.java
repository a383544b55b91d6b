package dev.undercurrent.evaluation.baseline;

import dev.undercurrent.evaluation.ForecastMethod;
import dev.undercurrent.evaluation.MethodFactory;
import java.util.Arrays;

/**
 * The classical Theta method (Assimakopoulos &amp; Nikolopoulos 2000) as the M4 competition's benchmark has it: the
 * seasonally adjusted series is split into its regression line in time (θ = 0) and twice its distance from it (θ = 2); the
 * line goes on, the other is smoothed exponentially, and the forecast is the mean of both with the season put back, cut at 0
 * where the series was positive.
 *
 * <p>Quantiles from its own one-step errors, which grow as those of exponential smoothing with drift, to which the method is
 * equivalent (Hyndman &amp; Billah 2003).
 */
public final class Theta implements ForecastMethod {

    private final int season;
    private final History history;

    /** @param season steps, ≥ 1; 1 = none */
    public Theta(int season) {
        this.season = season;
        this.history = new History(season);
    }

    /** By the season of each series. */
    public static MethodFactory factory() {
        return MethodFactory.of("Theta", info -> new Theta(info.season()));
    }

    @Override
    public void observe(double x) {
        history.add(x);
    }

    @Override
    public double[][] forecast(int horizon, double[] levels) {
        double[][] out = Fan.nothing(horizon, levels);
        int n = history.size();
        if (n == 0) {
            return out;
        }
        double[] values = history.toArray();
        Seasonality seasonality = Seasonality.of(values, season);
        double[] adjusted = seasonality.adjust(values);
        Line line = Line.through(adjusted);
        double[] two = new double[n];
        for (int t = 0; t < n; t++) {
            two[t] = 2 * adjusted[t] - line.at(t);
        }
        Smoothing smoothing = Smoothing.fit(two);
        double[] fitted = smoothing.fitted(two);
        double[] residuals = new double[n];
        for (int t = 0; t < n; t++) {
            residuals[t] = adjusted[t] - (fitted[t] + line.at(t)) / 2;
        }
        double[] errors = new Residuals(residuals).quantiles(levels);
        boolean positive = Arrays.stream(values).allMatch(v -> v > 0);
        for (int h = 0; h < horizon; h++) {
            double centre = seasonality.restore((smoothing.level() + line.at(n + h)) / 2, n + h);
            double growth = Math.sqrt(1 + h * smoothing.alpha() * smoothing.alpha());
            Fan.fill(out[h], positive ? Math.max(centre, 0) : centre, seasonality.restoreSpread(growth, n + h), errors);
        }
        return out;
    }

    /** Least-squares line a + b t over t = 0 … n − 1. */
    private record Line(double a, double b) {

        static Line through(double[] values) {
            int n = values.length;
            double middle = (n - 1) / 2.0;
            double sum = 0;
            double product = 0;
            double squares = 0;
            for (int t = 0; t < n; t++) {
                sum += values[t];
                product += (t - middle) * values[t];
                squares += (t - middle) * (t - middle);
            }
            double slope = squares == 0 ? 0 : product / squares;
            return new Line(sum / n - slope * middle, slope);
        }

        double at(double t) {
            return a + b * t;
        }
    }
}
