package dev.undercurrent.core.network;

/** The running statistics of {@link SeasonalFeatures}, as its table defines them. */
final class FeatureStatistics {

    /** Values until the slow level has reached its rate. */
    static final int SEEN = 20;

    private static final double SLOW = 0.05;
    private static final double FAST_STEP = 0.08;
    private static final double PROFILE = 0.25;
    /** Values from which on outliers are clipped. */
    private static final int SETTLED = 30;

    private static final double CLIPPED_DEVIATIONS = 6;
    private static final double CLIPPED_STEPS = 8;
    private static final double CLIPPED_RANGE = 0.02;

    private final double memory;

    FeatureStatistics(int season) {
        memory = Math.min(Math.max(4 * (season == 0 ? 100 : season), 300), 1500);
    }

    /** N: the rate of all slow statistics is at least 1/N. */
    double memory() {
        return memory;
    }

    /** A value x that is not missing; {@code s.change} is its step where it is not the first. */
    void learn(SeasonalFeatures.State s, double x, boolean stepped, double learning) {
        if (learning > 0) {
            s.high = Math.max(s.high, x);
            s.low = Math.min(s.low, x);
            s.count = (float) Math.min(s.count + learning, memory + 1);
        }
        s.seen = Math.min(s.seen + 1, SEEN);
        double slack = CLIPPED_RANGE * (s.high - s.low);
        boolean settled = s.count > SETTLED;
        if (learning > 0) {
            double limit = settled ? CLIPPED_DEVIATIONS * s.deviation + slack : Double.POSITIVE_INFINITY;
            double off = Math.min(Math.max(x - s.mean, -limit), limit);
            double rate = rate(s.count, learning);
            s.mean += rate * off;
            double variance = (double) s.deviation * s.deviation;
            s.deviation = (float) Math.sqrt((1 - rate) * (variance + rate * off * off));
        }
        if (stepped) {
            double step = Math.abs(s.change);
            if (settled) {
                step = Math.min(step, CLIPPED_STEPS * s.step + slack);
            }
            s.step += (float) (learning * Math.max(1 / Math.max(s.count - 1.0, 1), 1 / memory) * (step - s.step));
            s.fastStep += (float) (Math.max(1 / Math.max(s.seen - 1.0, 1), FAST_STEP) * (step - s.fastStep));
        }
        s.fast += SeasonalFeatures.FAST * (x - s.fast);
        s.slow += Math.max(1.0 / s.seen, SLOW) * (x - s.slow);
    }

    /** The profile of one slot: the last value there, filled in if missing, until one is learnt; then moved by values. */
    void slot(SeasonalFeatures.State s, int slot, double x, double learning) {
        float value = (float) (x - s.origin);
        int n = s.slots[slot];
        s.before = s.profile[slot];
        if (n == 0) {
            s.profile[slot] = value;
        } else {
            s.profile[slot] += (float) (learning * Math.max(1.0 / (n + 1), PROFILE)) * (value - s.profile[slot]);
        }
        if (learning > 0) {
            s.slots[slot] = (byte) Math.min(n + 1, 3);
        }
    }

    float counted(float count, double learning) {
        return (float) Math.min(count + learning, memory);
    }

    float moved(float mean, float count, double value, double learning) {
        return (float) (mean + rate(count, learning) * (value - mean));
    }

    private double rate(double count, double learning) {
        return Math.min(1, learning * Math.max(1 / count, 1 / memory));
    }
}
