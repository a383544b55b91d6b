package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.Arrays;

/**
 * The one-step law of a {@link WindowMemory}: a kernel mixture over what followed the rows nearest to the present ones, by {@link
 * Fading} distance. There are two ways to take a row over, as it was and moved to the present level; each has a running scale
 * of its errors, and their evidence, with forgetting, weighs them.
 */
final class Followers {

    /** Nearest rows. */
    static final int NEAREST = 8;

    /** Ways to take a row over. */
    private static final int WAYS = 2;

    /** Rows that must have been compared for a lag to count. */
    private static final int DEEP = 8;

    /** Lags that are one row's neighbourhood. */
    private static final int APART = 2;

    private static final double NU = 4;

    /** Rate at which scales are learnt in the long run. */
    private static final double RATE = 0.01;

    private static final double FORGET = 0.98;

    /** Scale before anything is known, relative to the value. */
    private static final double UNKNOWN = 1e-3;

    /** Smallest scale, in units of the key. */
    private static final double SMALLEST = 1e-4;

    private final int channels;
    private final FollowersLaw law;
    private final double[] nearest = new double[NEAREST];

    Followers(int channels) {
        this.channels = channels;
        this.law = new FollowersLaw(WAYS * NEAREST, channels);
    }

    /** What is carried for one key. */
    static final class State {
        /** [WAYS · channels] squared scale of errors, in the unit of the series. */
        final double[] variance;

        /** [WAYS] recent evidence in nats, the best 0. */
        final double[] evidence = new double[WAYS];

        /** [NEAREST] lags of the rows that are most like the present, 0 = none: the last value. */
        final int[] lags = new int[NEAREST];

        /** [NEAREST] their weights, summing to 1. */
        final double[] weights = new double[NEAREST];

        /** Rows learnt from. */
        double learnt;

        State(int channels) {
            variance = new double[WAYS * channels];
            Arrays.fill(variance, 1);
            Arrays.fill(weights, 1.0 / NEAREST);
        }
    }

    /** The share of the second way, moved to the present level. */
    static double moved(State s) {
        return 1 / (1 + Elementary.exp(s.evidence[0] - s.evidence[1]));
    }

    FollowersLaw law(State s, Past past) {
        double moved = moved(s);
        for (int r = 0; r < NEAREST; r++) {
            law.weights[r] = (1 - moved) * s.weights[r];
            law.weights[NEAREST + r] = moved * s.weights[r];
            for (int c = 0; c < channels; c++) {
                double last = past.value(c, 0);
                double follower = s.lags[r] == 0 ? last : past.value(c, s.lags[r] - 1);
                law.location[r][c] = follower;
                law.location[NEAREST + r][c] = follower + (last - past.value(c, s.lags[r]));
                for (int way = 0; way < WAYS; way++) {
                    law.scale[way * NEAREST + r][c] = Math.sqrt(s.variance[way * channels + c]);
                }
            }
        }
        law.refresh();
        return law;
    }

    /** Learns from a row, before the memory takes it in. */
    void learn(State s, Past past, double[] row, double learning) {
        if (past.count == 0) {
            for (int c = 0; c < channels; c++) {
                double scale = Double.isNaN(row[c]) ? 1 : UNKNOWN * Math.abs(held(row[c])) + 1e-9;
                for (int way = 0; way < WAYS; way++) {
                    s.variance[way * channels + c] = scale * scale;
                }
            }
            return;
        }
        if (learning == 0) {
            return;
        }
        law(s, past);
        s.learnt = Math.min(s.learnt + learning, 1 / RATE);
        double rate = learning / Math.max(1, s.learnt);
        for (int way = 0; way < WAYS; way++) {
            double said = 0;
            for (int c = 0; c < channels; c++) {
                if (!Double.isNaN(row[c])) {
                    said += learn(s, past, way, c, held(row[c]), rate);
                }
            }
            s.evidence[way] = FORGET * s.evidence[way] + learning * said;
        }
        double best = Math.max(s.evidence[0], s.evidence[1]);
        for (int way = 0; way < WAYS; way++) {
            s.evidence[way] = Math.max(s.evidence[way] - best, -50);
        }
    }

    private static double held(double x) {
        return Math.min(Math.max(x, -Past.LARGEST), Past.LARGEST);
    }

    /**
     * Moves a scale towards the distance from what followed, each of the nearest by its share in the value; returns the log
     * density of the value, but for a constant.
     */
    private double learn(State s, Past past, int way, int c, double x, double rate) {
        int at = way * channels + c;
        double before = s.variance[at];
        double density = 0;
        double moved = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int r = 0; r < NEAREST; r++) {
            double d = x - law.location[way * NEAREST + r][c];
            double squared = d * d;
            double tail = 1 + squared / (NU * before);
            double share = s.weights[r] / (tail * tail * Math.sqrt(tail));
            density += share;
            moved += share * squared * (s.learnt < DEEP ? 1 : (NU + 1) / (NU * tail));
            least = s.weights[r] > 0 ? Math.min(least, squared) : least;
        }
        boolean near = density > 1e-100;
        double target = near ? moved / density : Math.min(least, (NU + 1) * before);
        double smallest = SMALLEST * past.scale[c];
        s.variance[at] = Math.max((1 - rate) * before + rate * target, Math.max(smallest * smallest, 1e-200));
        double log =
                near ? Elementary.log(density) : -0.5 * (NU + 1) * (Elementary.log(least) - Elementary.log(before));
        return log - 0.5 * Elementary.log(before);
    }

    /** Finds the rows that are most like the present ones, after the memory has taken in a row. */
    void attend(State s, Past past, Fading fading) {
        double[] far = fading.distances();
        int end = Math.min(fading.size(), past.rows() - DEEP);
        int found = 0;
        double worst = Double.POSITIVE_INFINITY;
        for (int l = 1; l < end; l++) {
            if (far[l] < worst) {
                found = enter(s.lags, l, far[l], found);
                worst = found == NEAREST ? nearest[NEAREST - 1] : Double.POSITIVE_INFINITY;
            }
        }
        for (int r = found; r < NEAREST; r++) {
            s.lags[r] = 0;
        }
        weigh(s, past, found);
    }

    /** Enters a lag in ascending order of distance; of lags next to each other the nearer one stays. */
    private int enter(int[] lags, int lag, double d, int found) {
        int n = found;
        for (int i = 0; i < n; i++) {
            if (lag - lags[i] <= APART) {
                if (d >= nearest[i]) {
                    return n;
                }
                for (int j = i + 1; j < n; j++) {
                    nearest[j - 1] = nearest[j];
                    lags[j - 1] = lags[j];
                }
                n--;
                break;
            }
        }
        int at = n == NEAREST ? NEAREST - 1 : n;
        while (at > 0 && nearest[at - 1] > d) {
            nearest[at] = nearest[at - 1];
            lags[at] = lags[at - 1];
            at--;
        }
        nearest[at] = d;
        lags[at] = lag;
        return Math.min(n + 1, NEAREST);
    }

    private void weigh(State s, Past past, int found) {
        if (found == 0) {
            Arrays.fill(s.weights, 1.0 / NEAREST);
            return;
        }
        double noise = 0;
        for (int c = 0; c < channels; c++) {
            double v = Math.min(s.variance[c], s.variance[channels + c]);
            noise += v / (past.scale[c] * past.scale[c]);
        }
        double width = Fading.MASS * Math.min(noise, 1e100) + nearest[0] + 1e-300;
        double sum = 0;
        for (int r = 0; r < NEAREST; r++) {
            s.weights[r] = r < found ? Elementary.exp(-(nearest[r] - nearest[0]) / width) : 0;
            sum += s.weights[r];
        }
        for (int r = 0; r < NEAREST; r++) {
            s.weights[r] /= sum;
        }
    }

    /** Bytes: double[2 channels] variances, double[2] evidence, int[8] lags, double[8] weights, double rows learnt from. */
    void write(State s, ByteSink out) {
        out.writeDoubles(s.variance);
        out.writeDoubles(s.evidence);
        out.writeInts(s.lags);
        out.writeDoubles(s.weights);
        out.writeDouble(s.learnt);
    }

    State read(ByteSource in, int most) {
        State s = new State(channels);
        System.arraycopy(in.readDoubles(WAYS * channels), 0, s.variance, 0, WAYS * channels);
        System.arraycopy(in.readDoubles(WAYS), 0, s.evidence, 0, WAYS);
        for (int r = 0; r < NEAREST; r++) {
            s.lags[r] = in.readCount("lag in a memory", 0, most);
        }
        System.arraycopy(in.readDoubles(NEAREST), 0, s.weights, 0, NEAREST);
        s.learnt = in.readDouble();
        return s;
    }

    State copy(State from) {
        State s = new State(channels);
        System.arraycopy(from.variance, 0, s.variance, 0, s.variance.length);
        System.arraycopy(from.evidence, 0, s.evidence, 0, WAYS);
        System.arraycopy(from.lags, 0, s.lags, 0, NEAREST);
        System.arraycopy(from.weights, 0, s.weights, 0, NEAREST);
        s.learnt = from.learnt;
        return s;
    }
}
