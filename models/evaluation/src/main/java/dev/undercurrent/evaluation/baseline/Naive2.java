package dev.undercurrent.evaluation.baseline;

import dev.undercurrent.evaluation.ForecastMethod;
import dev.undercurrent.evaluation.MethodFactory;

/**
 * The last value of the seasonally adjusted series, with the season put back: the M competitions' yardstick. Quantiles from
 * its one-step errors, which grow as those of a random walk.
 */
public final class Naive2 implements ForecastMethod {

    /** Its name in tables. */
    public static final String NAME = "Naive2";

    private final int season;
    private final History history;

    /** @param season steps, ≥ 1; 1 = none */
    public Naive2(int season) {
        this.season = season;
        this.history = new History(season);
    }

    /** By the season of each series. */
    public static MethodFactory factory() {
        return MethodFactory.of(NAME, info -> new Naive2(info.season()));
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
        Seasonality seasonality = Seasonality.of(history.toArray(), season);
        double[] adjusted = seasonality.adjust(history.toArray());
        double[] changes = new double[n - 1];
        for (int t = 1; t < n; t++) {
            changes[t - 1] = adjusted[t] - adjusted[t - 1];
        }
        double[] errors = new Residuals(changes).quantiles(levels);
        for (int h = 0; h < horizon; h++) {
            double spread = seasonality.restoreSpread(Math.sqrt(h + 1.0), n + h);
            Fan.fill(out[h], seasonality.restore(adjusted[n - 1], n + h), spread, errors);
        }
        return out;
    }
}
