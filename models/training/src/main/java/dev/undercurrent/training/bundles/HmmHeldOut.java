package dev.undercurrent.training.bundles;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.evaluation.baseline.SeasonalNaive;
import dev.undercurrent.training.hmm.HmmModel;
import dev.undercurrent.training.hmm.PseudoResiduals;
import dev.undercurrent.training.hmm.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a hidden Markov model of the earlier parts of series says of their later parts, beside the seasonal naive method.
 *
 * @param evidence of the model, nats per event in the units of the series
 * @param naive that of the seasonal naive laws of the channels, over the same events
 * @param events judged
 * @param pits per series and channel, of the later part; NaN = missing
 */
public record HmmHeldOut(double evidence, double naive, long events, List<double[]> pits) {

    public HmmHeldOut {
        pits = List.copyOf(pits);
    }

    /**
     * @param model learnt from the earlier parts alone
     * @param series each [T][D], in their units
     * @param later share of events at the end that are judged
     * @param own whether each series has units of its own, then taken from its earlier part; else those of the model
     * @param season events per season, 1 = none
     */
    public static HmmHeldOut of(HmmModel model, List<double[][]> series, double later, boolean own, int season) {
        int channels = model.channels();
        double evidence = 0;
        double naive = 0;
        long events = 0;
        List<double[]> pits = new ArrayList<>();
        for (double[][] x : series) {
            int from = x.length - (int) Math.round(later * x.length);
            if (from < 1) {
                continue;
            }
            Units units =
                    own ? Units.of(Collections.singletonList(Arrays.copyOf(x, from)), channels) : Units.raw(channels);
            PseudoResiduals residuals = PseudoResiduals.of(model, units.standardise(x));
            double[] others = naive(x, season);
            for (int t = from; t < x.length; t++) {
                if (!Double.isNaN(others[t])) {
                    evidence -= residuals.surprisal()[t] + logUnits(units, x[t]);
                    naive -= others[t];
                    events++;
                }
            }
            for (int c = 0; c < channels; c++) {
                int channel = c;
                pits.add(Arrays.stream(residuals.uniform(), from, x.length)
                        .mapToDouble(u -> u[channel])
                        .toArray());
            }
        }
        return new HmmHeldOut(evidence / events, naive / events, events, pits);
    }

    /** [T] nats, all channels; NaN where no channel has a law and a value. */
    private static double[] naive(double[][] x, int season) {
        double[] sums = new double[x.length];
        Arrays.fill(sums, Double.NaN);
        for (int c = 0; c < x[0].length; c++) {
            SeasonalNaive method = new SeasonalNaive(season);
            for (int t = 0; t < x.length; t++) {
                double one = Double.isNaN(x[t][c]) ? Double.NaN : method.surprisal(x[t][c]);
                if (!Double.isNaN(one)) {
                    sums[t] = Double.isNaN(sums[t]) ? one : sums[t] + one;
                }
                method.observe(x[t][c]);
            }
        }
        return sums;
    }

    private static double logUnits(Units units, double[] x) {
        double sum = 0;
        for (int c = 0; c < x.length; c++) {
            sum += Double.isNaN(x[c]) ? 0 : Elementary.log(units.unit()[c]);
        }
        return sum;
    }
}
