package dev.undercurrent.training.hmm;

import java.util.Arrays;
import java.util.List;

/** Gives a degenerate regime another start: the stretch of events that the model explains worst. Deterministic. */
final class Repair {

    private static final int SHORTEST = 4;
    private static final int LONGEST = 32;

    /** Share of every other regime's moves that the new one gets. */
    private static final double SHARE = 0.01;

    /** Smallest scale of the new regime, relative to that of all values: EM narrows it where it has to be. */
    private static final double NARROWEST = 0.1;

    private Repair() {}

    static HmmModel reseed(HmmModel model, int state, List<double[][]> series) {
        int k = model.states();
        int d = model.channels();
        int length = length(series, k);
        double[][] stretch = worst(model, series, length);
        Emissions old = model.emissions();
        double[][] location = copy(old.location());
        double[][] scale = copy(old.scale());
        double perScale = Math.sqrt(old.varianceOfUnitScale());
        Moments all = new Moments();
        series.forEach(all::add);
        Moments here = new Moments();
        here.add(stretch);
        for (int c = 0; c < d; c++) {
            location[state][c] = here.count(c) > 0 ? here.mean(c) : all.mean(c);
            double deviation = Math.max(here.deviation(c), NARROWEST * all.deviation(c));
            scale[state][c] = Math.max(deviation / perScale, old.floor());
        }
        double[][] transition = copy(model.transition());
        double leave = 1.0 / length;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                double given = j == state ? 1.0 : 0.0;
                transition[i][j] = i == state
                        ? (j == state ? 1.0 - leave : leave / (k - 1))
                        : (1.0 - SHARE) * transition[i][j] + SHARE * given;
            }
        }
        double[] initial = model.initial().clone();
        for (int j = 0; j < k; j++) {
            initial[j] = (1.0 - SHARE) * initial[j] + (j == state ? SHARE : 0.0);
        }
        return new HmmModel(
                initial,
                transition,
                new Emissions(location, scale, old.nu(), old.floor()),
                model.units(),
                model.labels());
    }

    private static int length(List<double[][]> series, int k) {
        long events = 0;
        for (double[][] z : series) {
            events += z.length;
        }
        return (int) Math.min(LONGEST, Math.max(SHORTEST, events / (8L * k)));
    }

    /** The stretch with the largest mean surprisal per present value; the first of equals. */
    private static double[][] worst(HmmModel model, List<double[][]> series, int length) {
        Chain chain = new Chain(model);
        double largest = Double.NEGATIVE_INFINITY;
        double[][] worst = new double[0][];
        for (double[][] z : series) {
            double[] surprisal = new double[z.length];
            chain.filter(z, (t, predicted, posterior, one) -> surprisal[t] = one);
            int width = Math.min(length, z.length);
            double sum = 0.0;
            int present = 0;
            for (int t = 0; t < z.length; t++) {
                sum += Math.min(surprisal[t], Double.MAX_VALUE / z.length);
                present += Moments.present(z[t]);
                if (t >= width) {
                    sum -= Math.min(surprisal[t - width], Double.MAX_VALUE / z.length);
                    present -= Moments.present(z[t - width]);
                }
                if (t >= width - 1 && 2 * present >= width && sum / present > largest) {
                    largest = sum / present;
                    worst = Arrays.copyOfRange(z, t + 1 - width, t + 1);
                }
            }
        }
        return worst;
    }

    private static double[][] copy(double[][] rows) {
        double[][] out = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            out[i] = rows[i].clone();
        }
        return out;
    }
}
