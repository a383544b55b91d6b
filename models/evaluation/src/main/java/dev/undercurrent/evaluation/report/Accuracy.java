package dev.undercurrent.evaluation.report;

import dev.undercurrent.evaluation.Levels;
import dev.undercurrent.evaluation.MethodResult;
import dev.undercurrent.evaluation.SeriesResult;
import dev.undercurrent.evaluation.Window;
import dev.undercurrent.evaluation.metric.PointError;
import dev.undercurrent.evaluation.metric.QuantileLoss;

/**
 * How good forecasts were. sMAPE and MASE are means over windows of all series, of medians as point forecasts.
 *
 * @param windows forecasts that were judged
 * @param unscaled of these, windows left out of MASE, since the series had repeated exactly or was too short
 * @param smape 0 to 200
 * @param mase in units of the seasonal naive error before each origin
 * @param owa mean of sMAPE and MASE relative to Naive2's; NaN where Naive2 did not take part
 * @param crps mean weighted quantile loss over the deciles, all windows pooled
 * @param levels [9] the deciles
 * @param quantileLoss [9] weighted quantile loss of each, twice the pinball loss over the mean absolute value
 * @param errorByHorizon [horizon] mean absolute error in the units of MASE
 */
public record Accuracy(
        int windows,
        int unscaled,
        double smape,
        double mase,
        double owa,
        double crps,
        double[] levels,
        double[] quantileLoss,
        double[] errorByHorizon) {

    static Accuracy of(MethodResult result) {
        int horizon = result.series().get(0).windows().get(0).horizon();
        Mean smape = new Mean();
        Mean mase = new Mean();
        Mean[] byHorizon = new Mean[horizon];
        for (int h = 0; h < horizon; h++) {
            byHorizon[h] = new Mean();
        }
        QuantileLoss loss = new QuantileLoss(Levels.deciles());
        int windows = 0;
        int unscaled = 0;
        for (SeriesResult series : result.series()) {
            for (Window window : series.windows()) {
                double[] actual = window.actual(series.series());
                double[] point = window.point();
                double scale = scale(series, window);
                windows++;
                unscaled += Double.isNaN(scale) ? 1 : 0;
                smape.add(PointError.smape(actual, point));
                mase.add(PointError.mae(actual, point) / scale);
                for (int h = 0; h < horizon; h++) {
                    byHorizon[h].add(Math.abs(actual[h] - point[h]) / scale);
                    loss.add(deciles(window.quantiles()[h]), actual[h]);
                }
            }
        }
        double[] error = new double[horizon];
        for (int h = 0; h < horizon; h++) {
            error[h] = byHorizon[h].value();
        }
        return new Accuracy(
                windows,
                unscaled,
                smape.value(),
                mase.value(),
                Double.NaN,
                loss.mean(),
                Levels.deciles(),
                loss.byLevel(),
                error);
    }

    Accuracy relativeTo(Accuracy naive2) {
        double relative = PointError.owa(smape, mase, naive2.smape, naive2.mase);
        return new Accuracy(windows, unscaled, smape, mase, relative, crps, levels, quantileLoss, errorByHorizon);
    }

    /** MASE of one window; NaN where it has none. */
    static double scaledError(SeriesResult series, Window window) {
        return PointError.mae(window.actual(series.series()), window.point()) / scale(series, window);
    }

    /** The unit of MASE before a window; NaN where there is none. */
    private static double scale(SeriesResult series, Window window) {
        double error = PointError.seasonalError(
                series.series().values(),
                window.origin(),
                series.series().info().season());
        return error == 0 ? Double.NaN : error;
    }

    private static double[] deciles(double[] quantiles) {
        double[] levels = Levels.deciles();
        double[] chosen = new double[levels.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = quantiles[Levels.index(levels[i])];
        }
        return chosen;
    }

    /** A mean of the numbers among what is added. */
    private static final class Mean {
        private double sum;
        private long n;

        void add(double x) {
            if (!Double.isNaN(x)) {
                sum += x;
                n++;
            }
        }

        double value() {
            return sum / n;
        }
    }
}
