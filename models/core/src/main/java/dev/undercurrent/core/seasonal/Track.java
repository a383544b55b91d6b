package dev.undercurrent.core.seasonal;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;

/** What one channel of one key has seen and learnt. */
final class Track {

    /** Values seen or filled in since the first; no longer counted from the warm-up on. */
    int n;

    /** Values learnt from, up to {@link Fit#SETTLED}. */
    int taught;

    /** Values learnt from since the units were last looked at. */
    int since;

    /** While n is below the warm-up all values in order, later a ring of the last ones. */
    double[] values;

    /** Learning weights of the values during the warm-up, then null. */
    float[] weights;

    /** Where the oldest value of the ring is. */
    int head;

    double offset;

    /** Unit of everything below; 0 while nothing is fitted. */
    double scale;

    /** Squared scale of the one-step law. */
    double variance;

    /** Normal equations of the lags in use. */
    double[] sums = {};

    /** Intercept, then the coefficients of the lags in use. */
    double[] coefficients = {};

    Track(int warmUp) {
        values = new double[Math.min(warmUp, 16)];
        weights = new float[values.length];
    }

    private Track() {}

    boolean fitted() {
        return scale > 0;
    }

    boolean warming() {
        return weights != null;
    }

    /** Number of values that are held. */
    int held() {
        return warming() ? n : values.length;
    }

    /** The value {@code lag} events ago, lag in 1 to {@link #held}. */
    double ago(int lag) {
        int i = (warming() ? n : head) - lag;
        return values[i < 0 ? i + values.length : i];
    }

    void push(double value, float weight, Lags lags) {
        if (!warming()) {
            values[head] = value;
            head = head + 1 == values.length ? 0 : head + 1;
            return;
        }
        if (n == values.length) {
            int room = Math.min(2 * n, lags.warmUp());
            values = java.util.Arrays.copyOf(values, room);
            weights = java.util.Arrays.copyOf(weights, room);
        }
        values[n] = value;
        weights[n] = weight;
        n++;
    }

    /** Ends the warm-up: keeps what the longest lag needs. */
    void compact(Lags lags) {
        int keep = lags.longest();
        values = java.util.Arrays.copyOfRange(values, n - keep, n);
        weights = null;
        head = 0;
    }

    Track copy() {
        Track t = new Track();
        t.n = n;
        t.taught = taught;
        t.since = since;
        t.values = values.clone();
        t.weights = weights == null ? null : weights.clone();
        t.head = head;
        t.offset = offset;
        t.scale = scale;
        t.variance = variance;
        t.sums = sums.clone();
        t.coefficients = coefficients.clone();
        return t;
    }

    void write(ByteSink out) {
        out.writeInt(n);
        out.writeInt(taught);
        out.writeInt(since);
        int held = held();
        for (int lag = held; lag >= 1; lag--) {
            out.writeDouble(ago(lag));
        }
        for (int i = 0; warming() && i < n; i++) {
            out.writeFloat(weights[i]);
        }
        out.writeDouble(scale);
        if (fitted()) {
            out.writeDouble(offset);
            out.writeDouble(variance);
            out.writeDoubles(sums);
            out.writeDoubles(coefficients);
        }
    }

    static Track read(ByteSource in, Lags lags) {
        Track t = new Track();
        t.n = in.readCount("values seen", 0, lags.warmUp());
        t.taught = in.readCount("values learnt from", 0, Fit.SETTLED);
        t.since = in.readCount("values since the last look", 0, Integer.MAX_VALUE);
        if (t.n < lags.warmUp()) {
            int room = Math.max(t.n, Math.min(16, lags.warmUp()));
            t.values = java.util.Arrays.copyOf(in.readDoubles(t.n), room);
            t.weights = java.util.Arrays.copyOf(in.readFloats(t.n), room);
        } else {
            t.values = in.readDoubles(lags.longest());
        }
        t.scale = in.readDouble();
        if (t.fitted()) {
            int m = lags.inUse(t.n);
            t.offset = in.readDouble();
            t.variance = in.readDouble();
            t.sums = in.readDoubles((m + 2) * (m + 3) / 2);
            t.coefficients = in.readDoubles(m + 1);
        }
        return t;
    }
}
