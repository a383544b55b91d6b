package dev.undercurrent.training.hmm;

import java.util.List;

/**
 * Expected sufficient statistics of all series under a model (E-step), and the parameters that maximise the expected log
 * likelihood plus the prior (M-step): Rabiner (1989), eqs. 40, 52–53; for Student-t the scale-mixture form of McLachlan
 * &amp; Krishnan (2008), §2.6, in which a value counts with (ν + 1) / (ν + q). Values are taken relative to the present
 * location, so that nothing cancels.
 */
final class Expectations {

    private final HmmModel model;
    private final double[] first;
    private final double[][] moves;

    /** [K] Σ γ. */
    final double[] mass;

    /** [K][D] Σ γ over events at which the channel is present. */
    final double[][] present;

    private final double[][] weight;
    private final double[][] sum;
    private final double[][] square;

    /** log p of all series, nats. */
    final double evidence;

    Expectations(HmmModel model, List<double[][]> series) {
        this.model = model;
        int k = model.states();
        int d = model.channels();
        first = new double[k];
        moves = new double[k][k];
        mass = new double[k];
        present = new double[k][d];
        weight = new double[k][d];
        sum = new double[k][d];
        square = new double[k][d];
        Chain chain = new Chain(model);
        double surprisal = 0.0;
        for (double[][] z : series) {
            surprisal += chain.smooth(z, moves, (t, gamma) -> add(t, z[t], gamma));
        }
        evidence = 0.0 - surprisal;
    }

    private void add(int t, double[] z, double[] gamma) {
        Emissions laws = model.emissions();
        for (int i = 0; i < gamma.length; i++) {
            double g = gamma[i];
            if (t == 0) {
                first[i] += g;
            }
            mass[i] += g;
            for (int c = 0; c < z.length; c++) {
                if (Double.isNaN(z[c])) {
                    continue;
                }
                double distance = z[c] - laws.location()[i][c];
                double standard = distance / laws.scale()[i][c];
                double u = g * laws.weight(standard * standard);
                present[i][c] += g;
                weight[i][c] += u;
                sum[i][c] += u * distance;
                square[i][c] += u * distance * distance;
            }
        }
    }

    /** The maximisation step. What was never visited, and channels never seen in a regime, keep their parameters. */
    HmmModel maximise(StickyPrior prior) {
        int k = mass.length;
        double[] initial = new double[k];
        double[][] transition = new double[k][k];
        for (int i = 0; i < k; i++) {
            initial[i] = first[i] + prior.first();
            for (int j = 0; j < k; j++) {
                transition[i][j] = moves[i][j] + (i == j ? prior.stay(k) : prior.leave(k));
            }
            distribute(transition[i], model.transition()[i]);
        }
        distribute(initial, model.initial());
        return new HmmModel(initial, transition, laws(), model.units(), model.labels());
    }

    private static void distribute(double[] counts, double[] otherwise) {
        double total = 0.0;
        for (double count : counts) {
            total += count;
        }
        for (int j = 0; j < counts.length; j++) {
            counts[j] = total > 0.0 ? counts[j] / total : otherwise[j];
        }
    }

    private Emissions laws() {
        Emissions old = model.emissions();
        int k = mass.length;
        int d = model.channels();
        double[][] location = new double[k][d];
        double[][] scale = new double[k][d];
        for (int i = 0; i < k; i++) {
            for (int c = 0; c < d; c++) {
                location[i][c] = old.location()[i][c];
                scale[i][c] = old.scale()[i][c];
                if (weight[i][c] > Double.MIN_NORMAL && present[i][c] > Double.MIN_NORMAL) {
                    double shift = sum[i][c] / weight[i][c];
                    double variance = (square[i][c] - shift * sum[i][c]) / present[i][c];
                    location[i][c] += shift;
                    scale[i][c] = Math.max(Math.sqrt(Math.max(variance, 0.0)), old.floor());
                }
            }
        }
        return new Emissions(location, scale, old.nu(), old.floor());
    }

    /**
     * The first regime that describes nothing of its own: fewer than {@code least} events, or a scale on the floor with
     * fewer than {@code 4 · least}. −1 where there is none.
     */
    int degenerate(double least) {
        for (int i = 0; i < mass.length; i++) {
            if (degenerate(i, least)) {
                return i;
            }
        }
        return -1;
    }

    /** How many regimes are such. */
    int degenerates(double least) {
        int count = 0;
        for (int i = 0; i < mass.length; i++) {
            count += degenerate(i, least) ? 1 : 0;
        }
        return count;
    }

    private boolean degenerate(int i, double least) {
        if (mass.length == 1) {
            return false;
        }
        boolean onFloor = false;
        for (double scale : model.emissions().scale()[i]) {
            onFloor |= scale <= model.emissions().floor();
        }
        return mass[i] < (onFloor ? 4.0 * least : least);
    }
}
