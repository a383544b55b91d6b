package dev.undercurrent.training.prior;

import dev.undercurrent.core.math.Elementary;
import java.util.Arrays;

/** What the world does to a series: outliers, incidents, rounding, clipping, units, gaps. In place. */
final class Imperfections {

    private final Draws r;
    private final double[] y;
    private final double deviation;

    Imperfections(Draws draws, double[] y) {
        this.r = draws;
        this.y = y;
        this.deviation = Signal.deviation(y) + 1e-9;
    }

    void apply() {
        if (r.chance(0.3)) {
            outliers();
        }
        if (r.chance(0.12)) {
            for (int count = r.below(1, 4); count > 0; count--) {
                incident();
            }
        }
        if (r.chance(0.15)) {
            double step = deviation * r.logUniform(0.02, 1.5);
            for (int t = 0; t < y.length; t++) {
                y[t] = Math.rint(y[t] / step) * step;
            }
        }
        if (r.chance(0.08)) {
            clip();
        }
        units();
        if (r.chance(0.2)) {
            gaps();
        }
    }

    private void outliers() {
        double rate = r.logUniform(3e-4, 0.02);
        double side = r.choice(0.0, 3.0, -3.0);
        for (int t = 0; t < y.length; t++) {
            if (r.chance(rate)) {
                y[t] += deviation * r.normal(side, 4.0);
            }
        }
    }

    /** Stuck, shifted, dead for a while, or shifted for good. */
    private void incident() {
        int from = r.below(0, y.length);
        int to = Math.min(y.length, from + (int) Elementary.exp(r.uniform(1.0, 5.5)));
        switch (r.below(0, 4)) {
            case 0 -> Arrays.fill(y, from, to, y[from]);
            case 1 -> shift(from, to, 3.0 * deviation * r.normal());
            case 2 -> Arrays.fill(y, from, to, 0.0);
            default -> shift(from, y.length, 2.0 * deviation * r.normal());
        }
    }

    private void shift(int from, int to, double by) {
        for (int t = from; t < to; t++) {
            y[t] += by;
        }
    }

    private void clip() {
        double low = r.chance(0.5) ? Signal.quantile(y, r.uniform(0.0, 0.3)) : Double.NEGATIVE_INFINITY;
        double high = Signal.quantile(y, r.uniform(0.7, 1.0));
        for (int t = 0; t < y.length; t++) {
            y[t] = Signal.clip(y[t], low, high);
        }
    }

    private void units() {
        double scale = (r.chance(0.7) ? 1.0 : -1.0) * Elementary.pow(10.0, r.uniform(-1.0, 3.0));
        double offset = r.chance(0.4) ? r.normal() * Elementary.pow(10.0, r.uniform(0.0, 3.0)) : 0.0;
        for (int t = 0; t < y.length; t++) {
            y[t] = y[t] * scale + offset;
        }
    }

    private void gaps() {
        if (r.chance(0.5)) {
            double rate = r.uniform(0.005, 0.2);
            for (int t = 0; t < y.length; t++) {
                if (r.chance(rate)) {
                    y[t] = Double.NaN;
                }
            }
            return;
        }
        for (int count = r.below(1, 6); count > 0; count--) {
            int from = r.below(0, y.length);
            int to = Math.min(y.length, from + (int) Elementary.exp(r.uniform(0.0, 4.5)));
            Arrays.fill(y, from, to, Double.NaN);
        }
    }
}
