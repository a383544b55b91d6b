package dev.undercurrent.training.hmm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import smile.timeseries.BoxTest;

/**
 * How well a model tells in advance what comes: one-step predictions against what came.
 *
 * @param events events with a value
 * @param evidence log p per event given all before, nats, over values as given
 * @param channels one per channel
 */
public record HmmDiagnostics(long events, double evidence, List<Channel> channels) {

    /** Central intervals whose coverage is counted. */
    static final double[] LEVELS = {0.5, 0.8, 0.9, 0.95, 0.99};

    private static final int BINS = 20;
    private static final int LAGS = 10;

    /** Values below which a test of independence is not made. */
    private static final int ENOUGH = 4 * LAGS;

    /**
     * One channel.
     *
     * @param values present values
     * @param mean of the pseudo-residuals; 0 under the right model
     * @param deviation of the pseudo-residuals; 1 under the right model
     * @param histogram [20] counts of u in bins of .05; even under the right model
     * @param coverage [5] share of values inside the central intervals of .5, .8, .9, .95 and .99
     * @param levels whether residuals are independent of earlier ones
     * @param squares whether their squares are: what is left of changing spread; outliers that the law holds for all but
     *     impossible drown it
     */
    public record Channel(
            long values,
            double mean,
            double deviation,
            long[] histogram,
            double[] coverage,
            LjungBox levels,
            LjungBox squares) {}

    /**
     * A Ljung–Box test (1978); missing residuals count as average ones, series follow one another.
     *
     * @param lags lags tested; 0 where there were too few values
     * @param statistic Q, χ² of so many degrees of freedom under independence
     * @param p P(χ² ≥ Q); 1 where no test was made
     */
    public record LjungBox(int lags, double statistic, double p) {}

    /** [5] .5, .8, .9, .95, .99: the central intervals whose coverage is counted. */
    public static double[] levels() {
        return LEVELS.clone();
    }

    public HmmDiagnostics {
        channels = List.copyOf(channels);
    }

    /**
     * Predictions of the later part of each series; the earlier part is only filtered.
     *
     * @param series each [T][D], in the units of the series
     * @param later share of events at the end of each series that count, in (0, 1]; 1 = all
     */
    public static HmmDiagnostics of(HmmModel model, List<double[][]> series, double later) {
        int d = model.channels();
        List<List<Double>> normal = new ArrayList<>();
        List<List<Double>> uniform = new ArrayList<>();
        for (int c = 0; c < d; c++) {
            normal.add(new ArrayList<>());
            uniform.add(new ArrayList<>());
        }
        long events = 0;
        double evidence = 0.0;
        for (double[][] x : series) {
            PseudoResiduals residuals = PseudoResiduals.of(model, x);
            for (int t = StateCount.split(x.length, later); t < x.length; t++) {
                events += Moments.present(x[t]) > 0 ? 1 : 0;
                evidence -= residuals.surprisal()[t];
                for (int c = 0; c < d; c++) {
                    normal.get(c).add(residuals.normal()[t][c]);
                    uniform.get(c).add(residuals.uniform()[t][c]);
                }
            }
        }
        List<Channel> channels = new ArrayList<>();
        for (int c = 0; c < d; c++) {
            channels.add(channel(array(normal.get(c)), array(uniform.get(c))));
        }
        return new HmmDiagnostics(events, evidence / Math.max(1, events), channels);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(v -> v).toArray();
    }

    private static Channel channel(double[] normal, double[] uniform) {
        long[] histogram = new long[BINS];
        double[] coverage = new double[LEVELS.length];
        Moments moments = new Moments();
        double[] squared = new double[normal.length];
        for (int t = 0; t < normal.length; t++) {
            squared[t] = normal[t] * normal[t];
            moments.add(new double[] {normal[t], squared[t]});
            if (Double.isNaN(uniform[t])) {
                continue;
            }
            histogram[Math.min(BINS - 1, (int) (BINS * uniform[t]))]++;
            for (int l = 0; l < LEVELS.length; l++) {
                coverage[l] += Math.abs(2.0 * uniform[t] - 1.0) <= LEVELS[l] ? 1.0 : 0.0;
            }
        }
        double count = moments.count(0);
        for (int l = 0; l < LEVELS.length; l++) {
            coverage[l] = count > 0.0 ? coverage[l] / count : Double.NaN;
        }
        return new Channel(
                (long) count,
                moments.mean(0),
                moments.deviation(0),
                histogram,
                coverage,
                test(normal, moments, 0),
                test(squared, moments, 1));
    }

    private static LjungBox test(double[] values, Moments moments, int which) {
        if (moments.count(which) < ENOUGH || !(moments.deviation(which) > 0.0)) {
            return new LjungBox(0, 0.0, 1.0);
        }
        double[] filled = values.clone();
        for (int t = 0; t < filled.length; t++) {
            filled[t] = Double.isNaN(filled[t]) ? moments.mean(which) : filled[t];
        }
        BoxTest test = BoxTest.ljung(filled, LAGS);
        return new LjungBox(LAGS, test.q, test.pvalue);
    }

    /** A table, one line per channel. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(String.format(
                Locale.ROOT,
                "%d events, evidence %.5f nats per event%n"
                        + "channel  values    mean  deviation  inside .5/.8/.9/.95/.99        Ljung-Box p  of squares%n",
                events,
                evidence));
        for (int c = 0; c < channels.size(); c++) {
            Channel one = channels.get(c);
            out.append(String.format(
                    Locale.ROOT, "%7d  %6d  %6.3f  %9.3f  ", c, one.values(), one.mean(), one.deviation()));
            for (double share : one.coverage()) {
                out.append(String.format(Locale.ROOT, "%.3f ", share));
            }
            out.append(String.format(
                    Locale.ROOT,
                    "  %10.4f  %10.4f%n",
                    one.levels().p(),
                    one.squares().p()));
        }
        return out.toString();
    }
}
