package dev.undercurrent.training;

import dev.undercurrent.core.network.SeasonalFeatures;
import java.util.Arrays;

/** Cuts windows out of a history: the features of every event are those that serving computes, from the history's start. */
final class Windowing {

    private static final double TARGET_LIMIT = 60.0;
    private static final double HORIZON_LIMIT = 20.0;

    /** Inputs that tell the size of a step and of a seasonal error: log d/s, whether there is a season, log e/d. */
    private static final int LOG_STEP = 3;

    private static final int HAS_SEASON = 8;
    private static final int LOG_SEASONAL_ERROR = 17;

    private final int length;
    private final int horizon;

    Windowing(int length, int horizon) {
        this.length = length;
        this.horizon = horizon;
    }

    /** Events from the start of a window to the end of what its last origin forecasts. */
    int span() {
        return length + horizon;
    }

    /**
     * @param history at least one value present
     * @param from first event to be seen by the features
     * @param starts first event of each window, from ≤ start ≤ end of history − span
     * @param origins [windows][O] ascending, in [0, length)
     */
    Window[] cut(History history, int from, int[] starts, int[][] origins) {
        Window[] windows = new Window[starts.length];
        int last = from;
        for (int w = 0; w < starts.length; w++) {
            windows[w] = empty(origins[w]);
            last = Math.max(last, starts[w] + length);
        }
        double[] values = history.values();
        SeasonalFeatures features = new SeasonalFeatures(history.season(), history.cycle());
        SeasonalFeatures.State state = features.start();
        for (int t = from; t < last; t++) {
            features.observe(state, values[t]);
            for (int w = 0; w < starts.length; w++) {
                if (t >= starts[w] && t < starts[w] + length) {
                    event(windows[w], t - starts[w], features, state, values, t);
                }
            }
        }
        return windows;
    }

    private Window empty(int[] origins) {
        int count = origins.length;
        return new Window(
                new float[length][Batch.INPUTS],
                new float[length][Batch.CANDIDATES],
                new float[length],
                origins,
                new float[count][horizon][Batch.HORIZON_CANDIDATES],
                new float[count][horizon][Batch.HORIZON_INPUTS],
                new float[count][horizon],
                new float[count]);
    }

    private void event(
            Window window, int i, SeasonalFeatures features, SeasonalFeatures.State state, double[] values, int t) {
        features.inputs(state, window.inputs()[i]);
        features.candidates(state, window.candidates()[i]);
        double offset = features.offset(state);
        double scale = features.scale(state);
        window.targets()[i] = target(values, t + 1, offset, scale, TARGET_LIMIT);
        int o = Arrays.binarySearch(window.origins(), i);
        if (o < 0) {
            return;
        }
        while (o > 0 && window.origins()[o - 1] == i) {
            o--;
        }
        for (; o < window.origins().length && window.origins()[o] == i; o++) {
            features.horizons(state, horizon, window.horizonCandidates()[o], window.horizonInputs()[o]);
            for (int h = 1; h <= horizon; h++) {
                window.horizonTargets()[o][h - 1] = target(values, t + h, offset, scale, HORIZON_LIMIT);
            }
            window.weights()[o] = weight(window.inputs()[i]);
        }
    }

    private static float target(double[] values, int at, double offset, double scale, double limit) {
        if (at >= values.length || Double.isNaN(values[at])) {
            return Float.NaN;
        }
        return (float) Math.min(Math.max((values[at] - offset) / scale, -limit), limit);
    }

    /**
     * One over what a naive forecast errs by, in units of the scale, between 1 and 20: so that series that repeat exactly
     * count as much as noisy ones.
     */
    private static float weight(float[] inputs) {
        double step = Math.exp(inputs[LOG_STEP]);
        double error = inputs[HAS_SEASON] > 0f ? Math.exp(inputs[LOG_SEASONAL_ERROR]) * step - 0.002 : 2.0 * step;
        return (float) (1.0 / Math.min(Math.max(error, 0.05), 1.0));
    }
}
