package dev.undercurrent.evaluation.baseline;

import dev.undercurrent.evaluation.ForecastMethod;
import dev.undercurrent.evaluation.MethodFactory;
import java.util.Arrays;

/**
 * The value a season before. Quantiles from the last seasonal differences, which add up from season to season: k seasons
 * ahead their spread is √k times that of one (Hyndman &amp; Athanasopoulos 2021, §5.5). The one-step law is Gaussian.
 */
public final class SeasonalNaive implements ForecastMethod {

    /** Differences that quantiles are taken from. */
    private static final int RECENT = 1000;

    private final int season;
    private final History history;
    private final GaussianStep step = new GaussianStep(1.0 / RECENT);

    /** @param season steps, ≥ 1; 1 = the last value again */
    public SeasonalNaive(int season) {
        this.season = season;
        this.history = new History(season);
    }

    /** By the season of each series. */
    public static MethodFactory factory() {
        return MethodFactory.of("seasonal naive", info -> new SeasonalNaive(info.season()));
    }

    @Override
    public void observe(double x) {
        if (!Double.isNaN(x)) {
            step.value(x);
            if (history.size() >= season) {
                step.error(x - history.back(season));
            }
        }
        history.add(x);
    }

    @Override
    public double[][] forecast(int horizon, double[] levels) {
        double[][] out = Fan.nothing(horizon, levels);
        if (history.size() > 0) {
            double[] errors = new Residuals(differences()).quantiles(levels);
            for (int h = 0; h < horizon; h++) {
                int seasons = 1 + h / season;
                Fan.fill(out[h], expected(h), Math.sqrt(seasons), errors);
            }
        }
        return out;
    }

    /** Point forecast of the value h steps after the next; before a season is over the last value. */
    private double expected(int h) {
        return history.back(history.size() < season ? 1 : season - h % season);
    }

    private double[] differences() {
        double[] values = history.toArray();
        int n = Math.min(RECENT, Math.max(0, values.length - season));
        double[] differences = new double[n];
        Arrays.setAll(differences, i -> values[values.length - n + i] - values[values.length - n + i - season]);
        return differences;
    }

    @Override
    public double surprisal(double x) {
        return history.size() < season ? Double.NaN : step.surprisal(expected(0), x);
    }

    @Override
    public double pit(double x) {
        return history.size() < season ? Double.NaN : step.pit(expected(0), x);
    }
}
