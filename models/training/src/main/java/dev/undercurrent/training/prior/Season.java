package dev.undercurrent.training.prior;

import dev.undercurrent.core.math.Elementary;
import java.util.Arrays;

/** What repeats: a shape over one season, and how it varies from season to season and over a longer cycle. */
final class Season {

    private static final double TURN = 2.0 * Math.PI;

    private Season() {}

    /** A shape over a season; {@code season} values of mean 0 and deviation 1. */
    static double[] profile(Draws r, int season) {
        double[] shape = switch (r.below(0, 6)) {
            case 0 -> harmonics(r, season);
            case 1 -> broken(r, season);
            case 2 -> plateau(r, season);
            case 3 -> bumps(r, season);
            case 4 -> r.normals(season);
            default -> peaked(r, season);
        };
        int shift = r.below(0, season);
        double[] turned = new double[season];
        for (int i = 0; i < season; i++) {
            turned[(i + shift) % season] = shape[i];
        }
        return Signal.standardise(turned);
    }

    private static double[] harmonics(Draws r, int season) {
        double[] p = new double[season];
        int count = r.below(1, 7);
        for (int j = 1; j <= count; j++) {
            double size = r.normal() / Elementary.pow(j, r.uniform(0.3, 1.5));
            double phase = r.uniform();
            for (int i = 0; i < season; i++) {
                p[i] += size * StrictMath.cos(TURN * ((double) j * i / season + phase));
            }
        }
        return p;
    }

    private static double[] broken(Draws r, int season) {
        int knots = r.below(3, Math.max(4, Math.min(season, 24) + 1));
        double[] at = new double[knots];
        for (int i = 0; i < knots; i++) {
            at[i] = r.uniform();
        }
        Arrays.sort(at);
        double[] xs = new double[3 * knots];
        double[] ys = new double[3 * knots];
        for (int i = 0; i < knots; i++) {
            double value = r.normal();
            for (int turn = 0; turn < 3; turn++) {
                xs[turn * knots + i] = at[i] + turn - 1.0;
                ys[turn * knots + i] = value;
            }
        }
        double[] p = new double[season];
        for (int i = 0; i < season; i++) {
            p[i] = Signal.interpolate((double) i / season, xs, ys);
        }
        return p;
    }

    private static double[] plateau(Draws r, int season) {
        double u = r.uniform();
        double v = r.uniform();
        double width = r.uniform(0.005, 0.08);
        boolean second = r.chance(0.4);
        double u2 = r.uniform();
        double v2 = r.uniform();
        double size2 = r.uniform(-1.0, 1.0);
        double[] p = new double[season];
        for (int i = 0; i < season; i++) {
            double phase = (double) i / season;
            p[i] = logistic((phase - Math.min(u, v)) / width) - logistic((phase - Math.max(u, v)) / width);
            if (second && phase > Math.min(u2, v2) && phase < Math.max(u2, v2)) {
                p[i] += size2;
            }
        }
        return p;
    }

    private static double logistic(double v) {
        return 1.0 / (1.0 + Elementary.exp(-v));
    }

    private static double[] bumps(Draws r, int season) {
        double[] p = new double[season];
        for (int count = r.below(1, 4); count > 0; count--) {
            double centre = r.uniform();
            double width = r.uniform(0.01, 0.12);
            double size = r.uniform(0.3, 1.0);
            for (int i = 0; i < season; i++) {
                double distance = Math.abs((double) i / season - centre);
                distance = Math.min(distance, 1.0 - distance) / width;
                p[i] += size * Elementary.exp(-0.5 * distance * distance);
            }
        }
        return p;
    }

    private static double[] peaked(Draws r, int season) {
        double first = r.uniform(-1.0, 1.0);
        double size = r.uniform(-1.0, 1.0);
        double second = r.uniform(-1.0, 1.0);
        double sharpness = r.uniform(0.2, 1.5);
        double[] p = new double[season];
        for (int i = 0; i < season; i++) {
            double phase = (double) i / season;
            double wave = StrictMath.cos(TURN * (phase + first)) + size * StrictMath.cos(2.0 * TURN * (phase + second));
            p[i] = Elementary.exp(sharpness * wave);
        }
        return p;
    }

    /**
     * A seasonal series of deviation 1.
     *
     * @param season events per season, ≥ 1
     * @param cycle events per longer cycle, 0 = none
     */
    static double[] series(Draws r, int n, int season, int cycle) {
        double[] profile = profile(r, season);
        double[] y = new double[n];
        for (int t = 0; t < n; t++) {
            y[t] = profile[t % season];
        }
        if (r.chance(0.35)) { // a shape that changes slowly
            double size = r.uniform(0.1, 0.6);
            double[] share = Motion.smooth(r, n, season * r.uniform(2.0, 20.0));
            double[] other = profile(r, season);
            for (int t = 0; t < n; t++) {
                y[t] += size * share[t] * other[t % season];
            }
        }
        if (r.chance(0.5)) { // an amplitude that changes slowly
            double size = r.uniform(0.05, 0.5);
            double[] drift = Motion.smooth(r, n, season * r.uniform(1.0, 15.0));
            for (int t = 0; t < n; t++) {
                y[t] *= 1.0 + size * drift[t];
            }
        }
        if (r.chance(0.35)) { // every season its own amplitude
            double size = r.uniform(0.05, 0.4);
            double[] amplitude = r.normals(n / season + 1);
            for (int t = 0; t < n; t++) {
                y[t] *= Math.max(0.0, 1.0 + size * amplitude[t / season]);
            }
        }
        if (cycle > 0) {
            overCycle(r, y, profile, season, cycle);
        }
        return Signal.unitDeviation(y);
    }

    /** Makes some seasons of each cycle ("weekends") unlike the others. */
    private static void overCycle(Draws r, double[] y, double[] profile, int season, int cycle) {
        int seasons = Math.max(1, cycle / season);
        double[] factor = new double[seasons + 1];
        double[] level = new double[seasons + 1];
        double[] special = null;
        switch (r.below(0, 4)) {
            case 0 -> { // weaker, and on another level, at the end of the cycle
                double damped = r.uniform(0.0, 1.2);
                double shift = 0.8 * r.normal();
                for (int d = 0; d <= seasons; d++) {
                    boolean end = d >= seasons - 2;
                    factor[d] = end ? damped : 1.0 + 0.05 * r.normal();
                    level[d] = end ? shift : 0.0;
                }
            }
            case 1 -> { // another shape at the end of the cycle
                double[] other = profile(r, season);
                double share = r.uniform();
                double size = r.uniform(0.2, 1.1);
                double shift = 0.5 * r.normal();
                special = new double[season];
                for (int i = 0; i < season; i++) {
                    special[i] = size * ((1.0 - share) * profile[i] + share * other[i]) + shift;
                }
                Arrays.fill(factor, 1.0);
            }
            case 2 -> { // every season of the cycle its own amplitude and level
                double spread = r.uniform(0.05, 0.5);
                double shift = r.uniform(0.0, 0.7);
                for (int d = 0; d <= seasons; d++) {
                    factor[d] = 1.0 + spread * r.normal();
                    level[d] = shift * r.normal();
                }
            }
            default -> { // a shape over the whole cycle on top
                Signal.add(y, r.uniform(0.1, 1.0), repeated(profile(r, cycle), y.length));
                return;
            }
        }
        for (int t = 0; t < y.length; t++) {
            int d = t % cycle / season;
            y[t] = special != null && d >= seasons - 2 ? special[t % season] : y[t] * factor[d] + level[d];
        }
    }

    private static double[] repeated(double[] profile, int n) {
        double[] y = new double[n];
        for (int t = 0; t < n; t++) {
            y[t] = profile[t % profile.length];
        }
        return y;
    }
}
