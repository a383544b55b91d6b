package dev.undercurrent.core.network;

import dev.undercurrent.core.math.Elementary;
import java.util.Arrays;

/** The event half of {@link SeasonalFeatures}: inputs of the last event and candidates for the next. */
final class EventFeatures {

    private final SeasonalFeatures features;
    private final float logSeason;
    /** Whether lags by a season, two seasons, a cycle exist. */
    private boolean has1;

    private boolean has11;
    private boolean has2;
    private double next1;
    private double now1;
    private double next11;
    private double next2;
    private double now2;
    private double profileNext;
    private double profileNow;

    EventFeatures(SeasonalFeatures features) {
        this.features = features;
        logSeason = (float) (Elementary.log1p(features.season) / 6);
    }

    void inputs(SeasonalFeatures.State s, float[] out) {
        if (s.events == 0) {
            Arrays.fill(out, 0, SeasonalFeatures.INPUTS, 0);
            out[2] = 1;
            return;
        }
        find(s);
        double m = s.mean;
        double scale = features.scale(s);
        double d = Math.max(s.step, SeasonalFeatures.FLOOR * scale);
        out[0] = SeasonalFeatures.squash((s.last - m) / scale);
        out[1] = SeasonalFeatures.squash(s.change / d);
        out[2] = s.missing ? 1 : 0;
        out[3] = (float) Elementary.log(d / scale);
        out[4] = SeasonalFeatures.squash((s.fast - m) / scale);
        out[5] = SeasonalFeatures.squash((s.slow - m) / scale);
        out[6] = (float) Elementary.log(Math.max(s.fastStep, SeasonalFeatures.FLOOR * scale) / d);
        out[7] = SeasonalFeatures.age(s);
        out[8] = has1 ? 1 : 0;
        out[9] = SeasonalFeatures.squash((next1 - m) / scale);
        out[10] = SeasonalFeatures.squash((now1 - m) / scale);
        out[11] = SeasonalFeatures.squash((next11 - m) / scale);
        out[12] = has2 ? 1 : 0;
        out[13] = SeasonalFeatures.squash((next2 - m) / scale);
        out[14] = SeasonalFeatures.squash((now2 - m) / scale);
        out[15] = SeasonalFeatures.squash((profileNext - m) / scale);
        out[16] = SeasonalFeatures.squash((profileNow - m) / scale);
        out[17] = has1 ? (float) Elementary.log((s.error1 + SeasonalFeatures.FLOOR * scale) / d) : 0;
        out[18] = has2 ? (float) Elementary.log((s.error2 + SeasonalFeatures.FLOOR * scale) / d) : 0;
        out[19] = logSeason;
        out[20] = s.change == 0 ? 1 : 0;
        out[21] = SeasonalFeatures.squash((next1 - now1) / d);
        out[22] = SeasonalFeatures.squash((next2 - now2) / d);
        out[23] = has11 ? 1 : 0;
    }

    void candidates(SeasonalFeatures.State s, float[] out) {
        if (s.events == 0) {
            Arrays.fill(out, 0, SeasonalFeatures.CANDIDATES, 0);
            return;
        }
        find(s);
        double m = s.mean;
        double scale = features.scale(s);
        double x = s.last;
        out[0] = SeasonalFeatures.clip((x - m) / scale);
        out[1] = SeasonalFeatures.clip((next1 - m) / scale);
        out[2] = SeasonalFeatures.clip((x + next1 - now1 - m) / scale);
        out[3] = SeasonalFeatures.clip((profileNext - m) / scale);
        out[4] = SeasonalFeatures.clip((x + profileNext - profileNow - m) / scale);
        out[5] = SeasonalFeatures.clip((next2 - m) / scale);
        out[6] = SeasonalFeatures.clip((x + next2 - now2 - m) / scale);
        out[7] = SeasonalFeatures.clip((s.fast - m) / scale);
        out[8] = SeasonalFeatures.clip((x + s.change - m) / scale);
        out[9] = SeasonalFeatures.clip((s.slow - m) / scale);
    }

    /** Looks up what the last event and the next one are compared with. */
    private void find(SeasonalFeatures.State s) {
        int n = s.events;
        has1 = features.season > 0 && n >= features.season;
        has11 = features.season > 0 && n >= 2 * features.season;
        has2 = features.cycle > 0 && n >= features.cycle;
        next1 = has1 ? features.past(s, features.season - 1) : s.last;
        now1 = has1 && n > features.season ? features.past(s, features.season) : s.last;
        next11 = has11 ? features.past(s, 2 * features.season - 1) : next1;
        next2 = has2 ? features.past(s, features.cycle - 1) : next1;
        now2 = has2 && n > features.cycle ? features.past(s, features.cycle) : now1;
        profileNext = has1 ? s.origin + s.profile[n % features.season] : s.last;
        profileNow = has1 && n > features.season ? s.origin + s.before : s.last;
    }
}
