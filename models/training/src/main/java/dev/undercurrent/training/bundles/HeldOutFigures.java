package dev.undercurrent.training.bundles;

import dev.undercurrent.bundle.Training.Figure;
import dev.undercurrent.evaluation.Levels;
import dev.undercurrent.evaluation.MethodResult;
import dev.undercurrent.evaluation.SeriesResult;
import dev.undercurrent.evaluation.Window;
import dev.undercurrent.evaluation.metric.PointError;
import dev.undercurrent.evaluation.metric.QuantileLoss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Results on held-out events as numbers. Gains and errors are of the median series, since series differ in unit, and a series
 * that repeats exactly would outweigh all others.
 */
public final class HeldOutFigures {

    private final HeldOut heldOut;

    public HeldOutFigures(HeldOut heldOut) {
        this.heldOut = heldOut;
    }

    /** Evidence of the network, nats per event in the units of the series, all events of all series; −∞ to +∞. */
    public double evidence() {
        return evidence(heldOut.network());
    }

    /** By how much the network's evidence exceeds that of the plain hidden Markov model, nats per event, median series. */
    public double gainOverHmm() {
        return median(gains(heldOut.hmm()));
    }

    /** By how much the network's evidence exceeds that of the seasonal naive method, nats per event, median series. */
    public double gainOverNaive() {
        return median(gains(heldOut.naive()));
    }

    /** Mean quantile loss of the network's forecasts over that of the seasonal naive method, median series; below 1 is better. */
    public double lossToNaive() {
        double[] ratio = new double[heldOut.count()];
        Arrays.setAll(
                ratio,
                i -> loss(heldOut.network().series().get(i))
                        / loss(heldOut.naive().series().get(i)));
        return median(ratio);
    }

    /** Mean absolute error of medians in units of the seasonal naive error in the past (MASE), median series. */
    public double scaledError() {
        double[] errors = heldOut.network().series().stream()
                .mapToDouble(HeldOutFigures::scaledError)
                .toArray();
        return median(errors);
    }

    /** What manifests and cards list; those that are no finite numbers are left out. */
    public List<Figure> list(String data) {
        List<Figure> figures = new ArrayList<>();
        add(figures, data, "gain of evidence over a plain hidden Markov model, nats per event", gainOverHmm());
        add(figures, data, "gain of evidence over the seasonal naive law, nats per event", gainOverNaive());
        if (heldOut.count() > 1) {
            add(figures, data, "series with more evidence than the hidden Markov model, %", share(heldOut.hmm()));
            add(figures, data, "series with more evidence than the seasonal naive law, %", share(heldOut.naive()));
        }
        add(figures, data, "quantile loss over that of the seasonal naive forecast", lossToNaive());
        add(figures, data, "MASE", scaledError());
        return figures;
    }

    private static void add(List<Figure> figures, String data, String metric, double value) {
        if (Double.isFinite(value)) {
            figures.add(new Figure(data, metric, value));
        }
    }

    private double share(MethodResult other) {
        double[] gains =
                Arrays.stream(gains(other)).filter(g -> !Double.isNaN(g)).toArray();
        return 100.0 * Arrays.stream(gains).filter(g -> g > 0).count() / gains.length;
    }

    /** [series] per event that both judged; NaN where there was none. */
    private double[] gains(MethodResult other) {
        double[] gains = new double[heldOut.count()];
        for (int i = 0; i < gains.length; i++) {
            double[] own = heldOut.network().series().get(i).surprisals();
            double[] others = other.series().get(i).surprisals();
            gains[i] = IntStream.range(0, own.length)
                    .mapToDouble(t -> others[t] - own[t])
                    .filter(gain -> !Double.isNaN(gain))
                    .average()
                    .orElse(Double.NaN);
        }
        return gains;
    }

    /** The same figure of any method. */
    static double evidence(MethodResult result) {
        return -result.series().stream()
                .flatMapToDouble(s -> Arrays.stream(s.surprisals()))
                .filter(s -> !Double.isNaN(s))
                .average()
                .orElse(Double.NaN);
    }

    private static double loss(SeriesResult series) {
        double sum = 0;
        for (Window window : series.windows()) {
            double[] actual = window.actual(series.series());
            for (int h = 0; h < actual.length; h++) {
                for (double level : Levels.deciles()) {
                    double loss = QuantileLoss.pinball(level, window.quantiles()[h][Levels.index(level)], actual[h]);
                    sum += Double.isNaN(loss) ? 0 : loss;
                }
            }
        }
        return sum;
    }

    private static double scaledError(SeriesResult series) {
        return series.windows().stream()
                .mapToDouble(window -> scaledError(series, window))
                .filter(error -> !Double.isNaN(error))
                .average()
                .orElse(Double.NaN);
    }

    /** MASE of one window; NaN where it has none. */
    static double scaledError(SeriesResult series, Window window) {
        double scale = PointError.seasonalError(
                series.series().values(),
                window.origin(),
                series.series().info().season());
        return scale == 0 ? Double.NaN : PointError.mae(window.actual(series.series()), window.point()) / scale;
    }

    private static double median(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    }
}
