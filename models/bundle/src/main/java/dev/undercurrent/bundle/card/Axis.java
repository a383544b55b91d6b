package dev.undercurrent.bundle.card;

import java.util.ArrayList;
import java.util.List;

/**
 * A linear scale with ticks at round numbers.
 *
 * @param from value at one end
 * @param to value at the other, more than {@code from}
 * @param label what is on it, with its unit
 */
record Axis(double from, double to, String label) {

    /** From the least to the greatest finite value, with a margin as a share of what lies between. */
    static Axis around(String label, double margin, double[]... values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double[] part : values) {
            for (double value : part) {
                if (Double.isFinite(value)) {
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
            }
        }
        if (least > most) {
            return new Axis(0, 1, label);
        }
        double room = margin * (most - least);
        if (!(most - least > 1e-12 * Math.max(Math.abs(least), Math.abs(most)))) {
            room = Math.max(.5, .1 * Math.abs(least));
        }
        return new Axis(least - room, most + room, label);
    }

    /** Share of the way from one end to the other. */
    double at(double value) {
        return (value - from) / (to - from);
    }

    /** Distance of ticks: 1, 2 or 5 times a power of ten, so that there are at most so many. */
    private double step(int most) {
        double raw = (to - from) / most;
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(raw)));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= raw * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    List<Double> ticks(int most) {
        double step = step(most);
        List<Double> ticks = new ArrayList<>();
        for (double i = Math.ceil(from / step - 1e-9); i * step <= to + 1e-9 * step; i++) {
            // no minus zero
            ticks.add(i * step + 0.0);
        }
        return ticks;
    }

    /** The label of a tick, with as many digits as the ticks need to differ. */
    String text(double tick, int most) {
        int decimals = (int) Math.max(0, -Math.floor(StrictMath.log10(step(most)) + 1e-9));
        return decimals > 6 ? Digits.significant(tick) : Digits.fixed(tick, decimals);
    }
}
