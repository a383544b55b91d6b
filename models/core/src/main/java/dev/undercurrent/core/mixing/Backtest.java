package dev.undercurrent.core.mixing;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.Arrays;

/**
 * How well each member forecast this key lately. One forecast at a time is held against what comes, over its whole horizon;
 * then the next one made is. Per member and channel the mean absolute error of the medians, relative to the best member's in
 * the same test, goes into a running mean that remembers about five tests. Relative, since otherwise the one test that met a
 * jump would decide.
 *
 * <p>Weights are 1 / error⁶: close members share, as a mean of close members is better than each, while one whose error is
 * half as large again counts a tenth.
 */
final class Backtest {

    /** Backtests that the running mean remembers: the newest weighs one in so many, once there are as many. */
    private static final int REMEMBERED = 5;

    /** Largest relative error that counts. */
    private static final double MOST_RELATIVE = 8;

    /** Added to errors, so that members without any are equal. */
    private static final double TINY = 1e-30;

    /** Error that no other one exceeds. */
    private static final double LARGEST = 1e30;

    /** Longest horizon of a forecast. */
    private static final int MOST = 1000;

    /** Per key. */
    static final class State {
        /** [M · D · H] medians of the forecast under test; null while there is none. */
        float[] medians;
        /** [M · D] sum of absolute errors so far. */
        final float[] sums;
        /** [D] values compared so far. */
        final int[] counts;
        /** [M · D] running mean of relative errors, 1 to {@value #MOST_RELATIVE}; negative before the first test. */
        final float[] errors;
        /** Steps of the forecast under test that have passed. */
        int steps;
        /** Forecasts that were held against all that came, at most {@value #REMEMBERED}. */
        int tests;

        State(int members, int channels) {
            sums = new float[members * channels];
            counts = new int[channels];
            errors = new float[members * channels];
            Arrays.fill(errors, -1);
        }
    }

    private final int members;
    private final int channels;
    private final int horizon;

    Backtest(int members, int channels, int horizon) {
        this.members = members;
        this.channels = channels;
        this.horizon = horizon;
    }

    State start() {
        return new State(members, channels);
    }

    /** True where the next forecast made is to be put to the test. */
    boolean waits(State s) {
        return s.medians == null;
    }

    /** Puts a member's forecast to the test, [channels][horizon][levels]; {@code median} is the level's index. */
    void enter(State s, int member, double[][][] quantiles, int median) {
        if (s.medians == null) {
            s.medians = new float[members * channels * horizon];
            s.steps = 0;
            Arrays.fill(s.sums, 0);
            Arrays.fill(s.counts, 0);
        }
        for (int c = 0; c < channels; c++) {
            int at = (member * channels + c) * horizon;
            for (int h = 0; h < horizon; h++) {
                s.medians[at + h] = (float) quantiles[c][h][median];
            }
        }
    }

    /** One event has passed. */
    void observe(State s, Reading x) {
        if (s.medians == null) {
            return;
        }
        for (int c = 0; c < channels; c++) {
            double y = x.values()[c];
            if (Double.isNaN(y)) {
                continue;
            }
            s.counts[c]++;
            for (int m = 0; m < members; m++) {
                int at = m * channels + c;
                double error = Math.abs(y - s.medians[at * horizon + s.steps]);
                // also where the forecast was none
                s.sums[at] += (float) (error < LARGEST ? error : LARGEST);
            }
        }
        s.steps++;
        if (s.steps == horizon) {
            close(s);
        }
    }

    private void close(State s) {
        s.tests = Math.min(s.tests + 1, REMEMBERED);
        for (int c = 0; c < channels; c++) {
            if (s.counts[c] > 0) {
                double best = Double.POSITIVE_INFINITY;
                for (int m = 0; m < members; m++) {
                    best = Math.min(best, (double) s.sums[m * channels + c] / s.counts[c]);
                }
                for (int m = 0; m < members; m++) {
                    learn(s, m * channels + c, (double) s.sums[m * channels + c] / s.counts[c], best);
                }
            }
        }
        s.medians = null;
    }

    /** Events have passed of which nothing is known. */
    void advance(State s, int n) {
        if (s.medians == null) {
            return;
        }
        s.steps += Math.min(n, horizon - s.steps);
        if (s.steps == horizon) {
            close(s);
        }
    }

    private static void learn(State s, int at, double error, double best) {
        double relative = Math.min((error + TINY) / (best + TINY), MOST_RELATIVE);
        double mean = s.errors[at];
        s.errors[at] = (float) (mean < 0 ? relative : mean + (relative - mean) / s.tests);
    }

    /** Weights [M] of the members' forecasts of a channel, summing to 1; equal before the first backtest. */
    void weights(State s, int channel, double[] out) {
        double least = Double.POSITIVE_INFINITY;
        for (int m = 0; m < members; m++) {
            least = Math.min(least, s.errors[m * channels + channel]);
        }
        if (least < 0) {
            Arrays.fill(out, 0, members, 1.0 / members);
            return;
        }
        double sum = 0;
        for (int m = 0; m < members; m++) {
            double relative = s.errors[m * channels + channel] / least;
            double square = relative * relative;
            out[m] = 1 / (square * square * square);
            sum += out[m];
        }
        for (int m = 0; m < members; m++) {
            out[m] /= sum;
        }
    }

    /**
     * Bytes, big-endian: byte tests, float[M·D] errors, byte 1 if a forecast is under test; then int H, int steps, float[M·D]
     * sums, int[D] counts, float[M·D·H] medians. A test over another horizon than this one's is not carried on.
     */
    void write(State s, ByteSink out) {
        out.writeByte(s.tests);
        out.writeFloats(s.errors);
        out.writeByte(s.medians == null ? 0 : 1);
        if (s.medians != null) {
            out.writeInt(horizon);
            out.writeInt(s.steps);
            out.writeFloats(s.sums);
            out.writeInts(s.counts);
            out.writeFloats(s.medians);
        }
    }

    State read(ByteSource in) {
        State s = start();
        s.tests = in.readByte();
        if (s.tests > REMEMBERED) {
            throw new IllegalStateException("backtests of a state are " + s.tests + "; readable: 0 to " + REMEMBERED);
        }
        System.arraycopy(in.readFloats(s.errors.length), 0, s.errors, 0, s.errors.length);
        if (in.readByte() != 0) {
            int tested = in.readCount("horizon of a backtest", 1, MOST);
            s.steps = in.readCount("steps of a backtest", 0, tested - 1);
            System.arraycopy(in.readFloats(s.sums.length), 0, s.sums, 0, s.sums.length);
            System.arraycopy(in.readInts(channels), 0, s.counts, 0, channels);
            float[] medians = in.readFloats(members * channels * tested);
            s.medians = tested == horizon ? medians : null;
        }
        return s;
    }

    State copy(State from) {
        State s = start();
        System.arraycopy(from.errors, 0, s.errors, 0, s.errors.length);
        System.arraycopy(from.sums, 0, s.sums, 0, s.sums.length);
        System.arraycopy(from.counts, 0, s.counts, 0, channels);
        s.steps = from.steps;
        s.tests = from.tests;
        s.medians = from.medians == null ? null : from.medians.clone();
        return s;
    }
}
