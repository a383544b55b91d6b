package dev.undercurrent.evaluation;

/**
 * One forecast per series, of its last values, as in the M competitions.
 *
 * @param horizon values held out at the end, ≥ 1
 */
public record LastWindow(int horizon) implements Protocol {

    public LastWindow {
        RollingWindows.check(1, horizon, horizon);
    }

    @Override
    public int[] origins(int n) {
        return new RollingWindows(1, horizon, horizon).origins(n);
    }

    @Override
    public String description() {
        return "one forecast of the last " + horizon + " values of each series";
    }
}
