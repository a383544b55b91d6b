package dev.undercurrent.evaluation.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A linear axis from values to pixels.
 *
 * @param min least value
 * @param max greatest value, above min
 * @param from pixel of min
 * @param to pixel of max
 */
record Axis(double min, double max, double from, double to) {

    /** An axis of at least some width: a single value gets room on both sides. */
    static Axis of(double min, double max, double from, double to) {
        if (max > min) {
            return new Axis(min, max, from, to);
        }
        double room = min == 0 ? 1 : Math.abs(min) * 0.1;
        return new Axis(min - room, min + room, from, to);
    }

    double at(double value) {
        return from + (value - min) / (max - min) * (to - from);
    }

    /** Round values (1, 2 or 5 times a power of ten apart) within the axis, about so many. */
    List<Double> ticks(int about) {
        double step = step(about);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(min / step - 1e-9); i * step <= max + 1e-9 * step; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private double step(int about) {
        double raw = (max - min) / about;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double share = raw / power;
        return power * (share < 1.5 ? 1 : share < 3.5 ? 2 : share < 7.5 ? 5 : 10);
    }

    /** A tick with as many decimals as its neighbours need. */
    String label(double tick, int about) {
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step(about)) + 1e-9));
        if (Math.max(Math.abs(min), Math.abs(max)) >= 1e6 || decimals > 5) {
            return String.format(Locale.ROOT, "%.3g", tick);
        }
        return String.format(Locale.ROOT, "%." + decimals + "f", tick + 0.0);
    }
}
