package dev.undercurrent.evaluation;

/**
 * Several forecasts per series from origins at equal distances, the last window ending where the series ends. The method
 * goes on observing, and learning where it does, from window to window.
 *
 * @param windows forecasts per series, ≥ 1
 * @param horizon values of each window, ≥ 1
 * @param stride values from origin to origin, ≥ 1
 */
public record RollingWindows(int windows, int horizon, int stride) implements Protocol {

    public RollingWindows {
        check(windows, horizon, stride);
    }

    /** Windows side by side. */
    public static RollingWindows adjacent(int windows, int horizon) {
        return new RollingWindows(windows, horizon, horizon);
    }

    static void check(int windows, int horizon, int stride) {
        if (windows < 1 || horizon < 1 || stride < 1) {
            throw new IllegalArgumentException("windows " + windows + ", horizon " + horizon + ", stride " + stride
                    + "; allowed: at least 1 each");
        }
    }

    @Override
    public int[] origins(int n) {
        long first = n - horizon - (windows - 1L) * stride;
        if (first < 1) {
            throw new IllegalArgumentException("a series of " + n + " values for " + description()
                    + "; allowed: at least " + (1 - first + n) + " values");
        }
        int[] origins = new int[windows];
        for (int w = 0; w < windows; w++) {
            origins[w] = (int) first + w * stride;
        }
        return origins;
    }

    @Override
    public String description() {
        return windows + " forecasts of " + horizon + " values at the end of each series, " + stride + " values apart";
    }
}
