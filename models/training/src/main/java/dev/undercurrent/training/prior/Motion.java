package dev.undercurrent.training.prior;

import dev.undercurrent.core.math.Elementary;
import java.util.Arrays;

/** What is not seasonal: smooth drift, trends, jumps between states, noise. */
final class Motion {

    private static final double[] TAILS = {2.5, 3.0, 5.0};

    private Motion() {}

    /** Smooth noise with a memory of about {@code tau} events; mean 0, deviation 1. */
    static double[] smooth(Draws r, int n, double tau) {
        double pole = Elementary.exp(-1.0 / Math.max(tau, 1e-3));
        int warm = (int) Math.min(5.0 * tau, 1000.0);
        double[] y = Signal.recurse(r.normals(n + warm), 1.0 - pole, pole);
        if (r.chance(0.5)) {
            Signal.recurse(y, 1.0 - pole, pole);
        }
        return Signal.standardise(Arrays.copyOfRange(y, warm, n + warm));
    }

    /** A trend: straight, broken, walking, slow, saturating, in steps, or none; size about 1. */
    static double[] trend(Draws r, int n) {
        double[] y = new double[n];
        switch (r.below(0, 7)) {
            case 0 -> {
                double slope = r.normal();
                for (int t = 0; t < n; t++) {
                    y[t] = slope * place(t, n);
                }
            }
            case 1 -> broken(r, y);
            case 2 -> {
                y = r.normals(n);
                Signal.accumulate(y);
                Signal.standardise(y);
            }
            case 3 -> y = smooth(r, n, n * r.uniform(0.02, 0.3));
            case 4 -> {
                double rate = r.uniform(0.5, 6.0);
                double size = 2.0 * r.normal();
                for (int t = 0; t < n; t++) {
                    y[t] = size * (1.0 - Elementary.exp(-(place(t, n) + 1.0) * rate));
                }
            }
            case 5 -> {
                for (int steps = r.below(1, 5); steps > 0; steps--) {
                    double size = r.normal();
                    for (int t = r.below(0, n); t < n; t++) {
                        y[t] += size;
                    }
                }
            }
            default -> {} // none
        }
        return y;
    }

    /** Event t of n on [−1, 1]. */
    private static double place(int t, int n) {
        return -1.0 + 2.0 * t / (n - 1);
    }

    private static void broken(Draws r, double[] y) {
        int knots = r.below(2, 7);
        double[] xs = new double[knots + 2];
        for (int i = 1; i <= knots; i++) {
            xs[i] = r.uniform(-1.0, 1.0);
        }
        xs[0] = -1.0;
        xs[knots + 1] = 1.0;
        Arrays.sort(xs);
        double[] ys = r.normals(knots + 2);
        Signal.accumulate(ys);
        for (int t = 0; t < y.length; t++) {
            y[t] = 0.6 * Signal.interpolate(place(t, y.length), xs, ys);
        }
    }

    /** States below k that last a geometric time of mean {@code duration} events. */
    static int[] states(Draws r, int n, int k, double duration) {
        int[] states = new int[n];
        int state = r.below(0, k);
        for (int t = 0; t < n; t++) {
            if (r.chance(1.0 / duration)) {
                state = r.below(0, k);
            }
            states[t] = state;
        }
        return states;
    }

    /** Noise of deviation 1: white, autoregressive, ARMA, with moving or switching size; Gaussian or heavy-tailed. */
    static double[] noise(Draws r, int n) {
        int type = r.below(0, 6);
        double[] e = innovations(r, n);
        double[] y = switch (type) {
            case 0 -> e;
            case 1, 2 ->
                Signal.recurse(e, 1.0, r.choice(r.uniform(0.2, 0.95), r.uniform(0.9, 0.995), r.uniform(-0.6, 0.2)));
            case 3 -> oscillating(r, e);
            case 4 -> {
                double[] size = smooth(r, n, r.uniform(10.0, 400.0));
                for (int t = 0; t < n; t++) {
                    e[t] *= Elementary.exp(0.7 * size[t]);
                }
                yield e;
            }
            default -> switching(r, e);
        };
        return Signal.unitDeviation(y);
    }

    private static double[] innovations(Draws r, int n) {
        if (r.chance(0.65)) {
            return r.normals(n);
        }
        double nu = r.choice(TAILS);
        double[] e = new double[n];
        for (int t = 0; t < n; t++) {
            e[t] = Signal.clip(r.student(nu), -30.0, 30.0);
        }
        return e;
    }

    /** ARMA with one or two pairs of complex poles and up to two terms of moving average. */
    private static double[] oscillating(Draws r, double[] e) {
        double[] ar = {1.0};
        for (int pairs = r.below(1, 3); pairs > 0; pairs--) {
            double radius = r.uniform(0.5, 0.98);
            double u = r.uniform();
            double angle = Math.PI * u * u;
            double[] pair = {1.0, -2.0 * radius * StrictMath.cos(angle), radius * radius};
            double[] product = new double[ar.length + 2];
            for (int i = 0; i < ar.length; i++) {
                for (int j = 0; j < 3; j++) {
                    product[i + j] += ar[i] * pair[j];
                }
            }
            ar = product;
        }
        double[] ma = new double[1 + r.below(0, 3)];
        ma[0] = 1.0;
        for (int j = 1; j < ma.length; j++) {
            ma[j] = r.uniform(-0.7, 0.7);
        }
        return Signal.filter(ma, ar, e);
    }

    private static double[] switching(Draws r, double[] e) {
        double[] size = new double[4];
        for (int k = 0; k < 4; k++) {
            size[k] = Elementary.exp(r.uniform(-2.0, 1.2));
        }
        int[] states = states(r, e.length, 4, r.uniform(20.0, 600.0));
        for (int t = 0; t < e.length; t++) {
            e[t] *= size[states[t]];
        }
        return r.chance(0.5) ? Signal.recurse(e, 1.0, r.uniform(0.3, 0.97)) : e;
    }
}
