package dev.undercurrent.training.hmm;

import dev.undercurrent.core.math.Draw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** A series drawn from a model, with the regimes it was drawn from. */
record Simulated(double[][] series, int[] regimes) {

    static Simulated from(HmmModel model, int events, RandomGenerator random) {
        double[][] series = new double[events][model.channels()];
        int[] regimes = new int[events];
        Emissions laws = model.emissions();
        for (int t = 0; t < events; t++) {
            double[] row = t == 0 ? model.initial() : model.transition()[regimes[t - 1]];
            regimes[t] = Draw.index(random, row, model.states());
            for (int c = 0; c < model.channels(); c++) {
                double noise = laws.gaussian() ? Draw.normal(random) : Draw.student(random, laws.nu());
                double z = laws.location()[regimes[t]][c] + laws.scale()[regimes[t]][c] * noise;
                series[t][c] = model.units().offset()[c] + model.units().unit()[c] * z;
            }
        }
        return new Simulated(series, regimes);
    }

    /** The series with a share of its values missing. */
    Simulated missing(double share, RandomGenerator random) {
        double[][] with = new double[series.length][];
        for (int t = 0; t < with.length; t++) {
            with[t] = series[t].clone();
            for (int c = 0; c < with[t].length; c++) {
                with[t][c] = Draw.uniform(random) < share ? Double.NaN : with[t][c];
            }
        }
        return new Simulated(with, regimes);
    }

    /** Regimes that stay with the given probability and move to any other one alike; raw units. */
    static HmmModel sticky(double stay, double[][] location, double[][] scale, double nu) {
        int k = location.length;
        double[] initial = new double[k];
        double[][] transition = new double[k][k];
        Arrays.fill(initial, 1.0 / k);
        for (int i = 0; i < k; i++) {
            Arrays.fill(transition[i], k == 1 ? 1.0 : (1.0 - stay) / (k - 1));
            transition[i][i] = k == 1 ? 1.0 : stay;
        }
        return new HmmModel(
                initial,
                transition,
                new Emissions(location, scale, nu, 1e-3),
                Units.raw(location[0].length),
                Labels.first(k));
    }

    /** A model of random parameters, none of them 0; transitions are multiples of 2^-12, which floats hold. */
    static HmmModel random(RandomGenerator random, int k, int channels, double nu) {
        double[] initial = row(random, k);
        double[][] transition = new double[k][];
        double[][] location = new double[k][channels];
        double[][] scale = new double[k][channels];
        for (int i = 0; i < k; i++) {
            transition[i] = row(random, k);
            for (int c = 0; c < channels; c++) {
                location[i][c] = 3.0 * Draw.normal(random);
                scale[i][c] = 0.3 + Draw.uniform(random);
            }
        }
        return new HmmModel(
                initial, transition, new Emissions(location, scale, nu, 1e-3), Units.raw(channels), Labels.first(k));
    }

    private static double[] row(RandomGenerator random, int k) {
        double[] row = new double[k];
        int left = 4096;
        for (int j = 0; j < k - 1; j++) {
            int part = 1 + (int) (Draw.uniform(random) * (left - k) * 0.7);
            row[j] = part / 4096.0;
            left -= part;
        }
        row[k - 1] = left / 4096.0;
        return row;
    }

    /** All K^T paths of regimes. */
    static List<int[]> paths(int k, int events) {
        List<int[]> paths = new ArrayList<>();
        int count = (int) Math.round(Math.pow(k, events));
        for (int number = 0; number < count; number++) {
            int[] path = new int[events];
            int rest = number;
            for (int t = 0; t < events; t++) {
                path[t] = rest % k;
                rest /= k;
            }
            paths.add(path);
        }
        return paths;
    }

    /** p(s_1..s_T, z_1..z_T) by the definition; missing channels are left out. */
    static double joint(HmmModel model, int[] path, double[][] z) {
        double joint = 1.0;
        for (int t = 0; t < path.length; t++) {
            joint *= t == 0 ? model.initial()[path[0]] : model.transition()[path[t - 1]][path[t]];
            for (int c = 0; c < model.channels(); c++) {
                if (!Double.isNaN(z[t][c])) {
                    joint *= density(model.emissions(), path[t], c, z[t][c]);
                }
            }
        }
        return joint;
    }

    /** Gaussian density, or that of Student's t with 4 degrees of freedom: 3/8 (1 + d²/4)^(−5/2). */
    static double density(Emissions laws, int state, int channel, double z) {
        double scale = laws.scale()[state][channel];
        double d = (z - laws.location()[state][channel]) / scale;
        if (laws.gaussian()) {
            return StrictMath.exp(-0.5 * d * d) / StrictMath.sqrt(2.0 * Math.PI) / scale;
        }
        if (laws.nu() != 4.0) {
            throw new IllegalArgumentException("degrees of freedom " + laws.nu() + "; allowed: 4 and infinite");
        }
        return 0.375 * StrictMath.pow(1.0 + d * d / 4.0, -2.5) / scale;
    }
}
