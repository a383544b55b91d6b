package dev.undercurrent.core.network;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;

/**
 * Bytes of a {@link SeasonalFeatures.State}, big-endian, of fixed length for given S and C; L = {@code depth} = max(S ⌈48/S⌉,
 * C ⌈48/C⌉) + max(S, 49):
 *
 * <pre>
 *   always, 73 bytes    int events, byte (values seen, 0 to 20; + 128 if the last event was missing),
 *                       double last, mean, fast, slow, high, low, float deviation, step, fast step, change, count
 *   with a season       double origin, float e1, its count, profile of now before x, float[S] profile,
 *                       byte[⌈S/4⌉] values learnt per slot, 2 bits each, lowest bits first, float[L] ring,
 *                       byte[⌈L/8⌉] missing in the ring, 1 bit each, lowest bit first
 *   with a cycle        float e2, its count
 * </pre>
 */
final class FeatureCodec implements StateCodec<SeasonalFeatures.State> {

    private static final int MISSING = 0x80;

    private final SeasonalFeatures features;

    FeatureCodec(SeasonalFeatures features) {
        this.features = features;
    }

    @Override
    public void write(SeasonalFeatures.State s, ByteSink out) {
        out.writeInt(s.events);
        out.writeByte(s.seen | (s.missing ? MISSING : 0));
        for (double v : new double[] {s.last, s.mean, s.fast, s.slow, s.high, s.low}) {
            out.writeDouble(v);
        }
        out.writeFloats(new float[] {s.deviation, s.step, s.fastStep, s.change, s.count});
        if (features.season > 0) {
            out.writeDouble(s.origin);
            out.writeFloats(new float[] {s.error1, s.errors1, s.before});
            out.writeFloats(s.profile);
            for (int at = 0; at < s.slots.length; at += 4) {
                int bits = 0;
                for (int i = 0; i < 4 && at + i < s.slots.length; i++) {
                    bits |= s.slots[at + i] << (2 * i);
                }
                out.writeByte(bits);
            }
            out.writeFloats(s.ring);
            for (int at = 0; at < s.gaps.length; at += 8) {
                int bits = 0;
                for (int i = 0; i < 8 && at + i < s.gaps.length; i++) {
                    bits |= (s.gaps[at + i] ? 1 : 0) << i;
                }
                out.writeByte(bits);
            }
        }
        if (features.cycle > 0) {
            out.writeFloats(new float[] {s.error2, s.errors2});
        }
    }

    @Override
    public SeasonalFeatures.State read(ByteSource in) {
        SeasonalFeatures.State s = features.start();
        s.events = in.readCount("events", 0, Integer.MAX_VALUE);
        int seen = in.readByte();
        s.missing = (seen & MISSING) != 0;
        s.seen = seen & ~MISSING;
        if (s.seen > FeatureStatistics.SEEN || s.seen > s.events) {
            throw new IllegalStateException("values seen are " + s.seen + " of " + s.events
                    + " events in the state; allowed: 0 to " + Math.min(FeatureStatistics.SEEN, s.events));
        }
        double[] levels = in.readDoubles(6);
        float[] spreads = in.readFloats(5);
        s.last = finite(levels[0]);
        s.mean = finite(levels[1]);
        s.fast = finite(levels[2]);
        s.slow = finite(levels[3]);
        s.high = finite(levels[4]);
        s.low = finite(levels[5]);
        s.deviation = finite(spreads[0]);
        s.step = finite(spreads[1]);
        s.fastStep = finite(spreads[2]);
        s.change = finite(spreads[3]);
        s.count = finite(spreads[4]);
        if (features.season > 0) {
            readSeason(s, in);
        }
        if (features.cycle > 0) {
            s.error2 = finite(in.readFloat());
            s.errors2 = finite(in.readFloat());
        }
        return s;
    }

    private static void readSeason(SeasonalFeatures.State s, ByteSource in) {
        s.origin = finite(in.readDouble());
        s.error1 = finite(in.readFloat());
        s.errors1 = finite(in.readFloat());
        s.before = finite(in.readFloat());
        s.profile = finite(in.readFloats(s.profile.length));
        for (int i = 0, bits = 0; i < s.slots.length; i++, bits >>= 2) {
            bits = i % 4 == 0 ? in.readByte() : bits;
            s.slots[i] = (byte) (bits & 3);
        }
        s.ring = finite(in.readFloats(s.ring.length));
        for (int i = 0, bits = 0; i < s.gaps.length; i++, bits >>= 1) {
            bits = i % 8 == 0 ? in.readByte() : bits;
            s.gaps[i] = (bits & 1) != 0;
        }
    }

    private static float[] finite(float[] values) {
        for (float value : values) {
            finite((double) value);
        }
        return values;
    }

    private static float finite(float value) {
        return (float) finite((double) value);
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalStateException("the state holds " + value + "; allowed: finite numbers");
        }
        return value;
    }

    @Override
    public SeasonalFeatures.State copy(SeasonalFeatures.State from) {
        SeasonalFeatures.State s = features.start();
        s.events = from.events;
        s.seen = from.seen;
        s.missing = from.missing;
        s.last = from.last;
        s.mean = from.mean;
        s.fast = from.fast;
        s.slow = from.slow;
        s.high = from.high;
        s.low = from.low;
        s.deviation = from.deviation;
        s.step = from.step;
        s.fastStep = from.fastStep;
        s.change = from.change;
        s.count = from.count;
        if (features.season > 0) {
            s.origin = from.origin;
            s.error1 = from.error1;
            s.errors1 = from.errors1;
            s.before = from.before;
            s.profile = from.profile.clone();
            s.slots = from.slots.clone();
            s.ring = from.ring.clone();
            s.gaps = from.gaps.clone();
        }
        s.error2 = from.error2;
        s.errors2 = from.errors2;
        return s;
    }
}
