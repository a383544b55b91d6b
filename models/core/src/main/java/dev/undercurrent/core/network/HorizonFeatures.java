package dev.undercurrent.core.network;

import dev.undercurrent.core.math.Elementary;
import java.util.Arrays;

/**
 * The horizon half of {@link SeasonalFeatures}: candidates and inputs for the values to come, as seen from one origin.
 *
 * <p>Beyond the {@value SeasonalFeatures#HORIZON} steps that networks are trained for, values of a season or a cycle ago
 * and the profile are those of the phase of h, while changes since whole periods ago stay those of step {@value
 * SeasonalFeatures#HORIZON}.
 */
final class HorizonFeatures {

    private final SeasonalFeatures features;
    private final Since season = new Since();
    private final Since cycle = new Since();
    private SeasonalFeatures.State s;
    private double scale;
    private double logStep;
    private double trailing;

    HorizonFeatures(SeasonalFeatures features) {
        this.features = features;
    }

    /** Takes a state as origin; it must stay as it is while this is asked. */
    void from(SeasonalFeatures.State state) {
        s = state;
        if (s.events == 0) {
            return;
        }
        scale = features.scale(s);
        logStep = Elementary.log(features.step(s) / scale);
        trailing = trailing(0);
        season.lag = -1;
        cycle.lag = -1;
    }

    /** The candidates for the value h ≥ 1 steps ahead, [12]. */
    void candidates(int h, float[] out) {
        if (s.events == 0) {
            Arrays.fill(out, 0, SeasonalFeatures.HORIZON_CANDIDATES, 0);
            return;
        }
        int t = s.events - 1;
        int known = Math.min(h, SeasonalFeatures.HORIZON);
        double x = s.last;
        season.find(whole(features.season, known));
        cycle.find(whole(features.cycle, known));
        double a = lag(features.season, h, 0, x);
        double c = lag(features.cycle, h, 0, a);
        boolean seasonal = has(features.season, h, 0);
        out[0] = candidate(x);
        out[1] = candidate(a);
        out[2] = candidate(a + (x - season.value));
        out[3] = candidate(a + (trailing - season.trailing));
        out[4] = candidate(a + (s.fast - season.fast));
        out[5] = candidate(lag(features.season, h, features.season, a));
        out[6] = candidate(c);
        out[7] = candidate(c + (s.fast - cycle.fast));
        out[8] = candidate(c + (trailing - cycle.trailing));
        out[9] = candidate(seasonal ? s.origin + s.profile[(t + h) % features.season] : x);
        out[10] = candidate(s.fast);
        out[11] = candidate(s.slow);
    }

    /** The inputs for h in 1 to 48 and its candidates, [24]. */
    void inputs(int h, float[] candidates, float[] out) {
        if (s.events == 0) {
            Arrays.fill(out, 0, SeasonalFeatures.HORIZON_INPUTS, 0);
            return;
        }
        int n = SeasonalFeatures.HORIZON_CANDIDATES;
        for (int i = 0; i < n; i++) {
            out[i] = SeasonalFeatures.squash(candidates[i]);
        }
        int period = features.season;
        boolean seasonal = has(period, h, 0);
        boolean cyclic = has(features.cycle, h, 0);
        out[n] = (float) (Elementary.log(h) / 4);
        out[n + 1] = (float) h / SeasonalFeatures.HORIZON;
        out[n + 2] = seasonal ? 1 : 0;
        out[n + 3] = has(period, h, period) ? 1 : 0;
        out[n + 4] = cyclic ? 1 : 0;
        out[n + 5] = (float) logStep;
        out[n + 6] = seasonal ? logError(s.error1) : 0;
        out[n + 7] = cyclic ? logError(s.error2) : 0;
        out[n + 8] = SeasonalFeatures.squash((trailing - s.mean) / scale);
        out[n + 9] = SeasonalFeatures.age(s);
        out[n + 10] = period == 0 ? 0 : whole(period, h) / period - 1;
        out[n + 11] = period == 0 ? 0 : (float) (0.1 * h / period);
    }

    private float logError(double error) {
        return (float) Elementary.log((error + SeasonalFeatures.FLOOR * scale) / scale);
    }

    private float candidate(double value) {
        return SeasonalFeatures.clip((value - s.mean) / scale);
    }

    /** The smallest whole number of periods that is at least h. */
    private static int whole(int period, int h) {
        return period == 0 ? 0 : (h + period - 1) / period * period;
    }

    /** Whether the value whole periods and {@code extra} events before step h has been seen. */
    private boolean has(int period, int h, int extra) {
        return period > 0 && whole(period, h) + extra - h < s.events;
    }

    private double lag(int period, int h, int extra, double otherwise) {
        return has(period, h, extra) ? features.past(s, whole(period, h) + extra - h) : otherwise;
    }

    /** Mean of the values of one season that ends {@code back} events ago, oldest first. */
    private double trailing(int back) {
        if (features.season == 0) {
            return s.slow;
        }
        int n = Math.min(features.season, s.events - back);
        double sum = 0;
        for (int i = back + n - 1; i >= back; i--) {
            sum += features.past(s, i) - s.origin;
        }
        return s.origin + sum / n;
    }

    /** The fast level as it was {@code back} events ago. */
    private double fast(int back) {
        int oldest = Math.min(s.events - 1, back + SeasonalFeatures.TAPS);
        double level = features.past(s, oldest);
        for (int i = oldest - 1; i >= back; i--) {
            if (!s.gaps[(s.events - 1 - i) % features.depth]) {
                level += SeasonalFeatures.FAST * (features.past(s, i) - level);
            }
        }
        return level;
    }

    /** What was true a whole number of periods ago; the present where that was before the first value. */
    private final class Since {

        private int lag;
        private double value;
        private double trailing;
        private double fast;

        private void find(int back) {
            if (back == lag) {
                return;
            }
            lag = back;
            boolean there = back > 0 && back < s.events;
            value = there ? features.past(s, back) : s.last;
            trailing = there ? HorizonFeatures.this.trailing(back) : HorizonFeatures.this.trailing;
            fast = there ? HorizonFeatures.this.fast(back) : s.fast;
        }
    }
}
