package dev.undercurrent.core.seasonal;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Draw;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Generated series, for tests. */
final class Series {

    private Series() {}

    static Reading reading(double... values) {
        return new Reading(0, values);
    }

    /** A random daily profile, weaker and lower at the end of the week, with noise of memory 0.5. */
    static double[] weekly(SplittableRandom random, int n, int day, double noise) {
        double[] profile = new double[day];
        for (int i = 0; i < day; i++) {
            profile[i] = Draw.normal(random);
        }
        double[] x = new double[n];
        double u = 0;
        for (int t = 0; t < n; t++) {
            u = 0.5 * u + noise * Draw.normal(random);
            boolean rest = t / day % 7 > 4;
            x[t] = 100 + 10 * (rest ? 0.4 * profile[t % day] - 1 : profile[t % day]) + 10 * u;
        }
        return x;
    }

    static double[] autoregressive(SplittableRandom random, int n, double phi) {
        double[] x = new double[n];
        for (int t = 1; t < n; t++) {
            x[t] = phi * x[t - 1] + Draw.normal(random);
        }
        return x;
    }

    static double[] wave(SplittableRandom random, int n, int season, double noise, double slope) {
        double[] x = new double[n];
        for (int t = 0; t < n; t++) {
            x[t] = StrictMath.sin(2 * Math.PI * t / season) + noise * Draw.normal(random) + slope * t;
        }
        return x;
    }

    static SeasonalAutoregressive.State heard(SeasonalAutoregressive model, double[] x) {
        var state = model.start();
        for (double value : x) {
            model.observe(state, reading(value), 1);
        }
        return state;
    }

    static double[] head(double[] x, int n) {
        return Arrays.copyOf(x, n);
    }
}
