package dev.undercurrent.training.prior;

import dev.undercurrent.core.math.Elementary;

/** One perfect series of each {@link Kind}. */
final class Realisation {

    private final Draws r;
    private final int n;

    /** [n], deviation 1; zeros where there is no season. */
    private final double[] seasonal;

    private final boolean hasSeason;

    Realisation(Draws draws, double[] seasonal, boolean hasSeason) {
        this.r = draws;
        this.n = seasonal.length;
        this.seasonal = seasonal;
        this.hasSeason = hasSeason;
    }

    double[] series(Kind kind) {
        return switch (kind) {
            case COMPOSITE -> composite();
            case REGIMES -> regimes();
            case COUNTS -> counts();
            case INTERMITTENT -> intermittent();
            case WALK -> walk();
            case CYCLES -> cycles();
            case SATURATING -> saturating();
        };
    }

    private double[] composite() {
        double seasonSize = hasSeason ? r.logNormal(0.3, 0.8) : 0.0;
        double noiseSize = r.logUniform(0.03, 1.5);
        double trendSize = r.chance(0.7) ? r.logNormal(-0.7, 1.0) : 0.0;
        if (!hasSeason && trendSize == 0.0) {
            noiseSize = 1.0;
        }
        double[] y = Motion.noise(r, n);
        boolean louderInSeason = hasSeason && r.chance(0.3);
        double loudness = louderInSeason ? r.uniform(0.2, 0.8) : 0.0;
        for (int t = 0; t < n; t++) {
            double noise = louderInSeason ? y[t] * Elementary.exp(loudness * seasonal[t]) : y[t];
            y[t] = seasonSize * seasonal[t] + noiseSize * noise;
        }
        if (trendSize > 0.0) {
            Signal.add(y, trendSize, Motion.trend(r, n));
        }
        if (r.chance(0.3)) {
            Signal.add(y, r.uniform(0.1, 1.0), Motion.smooth(r, n, r.uniform(3.0, 300.0)));
        }
        if (r.chance(0.35)) {
            double size = r.uniform(0.1, 1.0);
            for (int t = 0; t < n; t++) {
                y[t] = Elementary.exp(Signal.clip(y[t] * size, -8.0, 6.0));
            }
        } else if (r.chance(0.1)) {
            double level = r.uniform(-1.0, 2.0);
            for (int t = 0; t < n; t++) {
                y[t] = Math.max(y[t] + level, 0.0);
            }
        }
        return y;
    }

    private double[] regimes() {
        int count = r.below(2, 6);
        int[] states = Motion.states(r, n, count, r.logUniform(8.0, 700.0));
        double[] level = r.normals(count);
        double[] size = new double[count];
        for (int k = 0; k < count; k++) {
            size[k] = Elementary.exp(r.uniform(-4.0, 0.0));
        }
        double[] y = Motion.noise(r, n);
        for (int t = 0; t < n; t++) {
            y[t] = 2.0 * level[states[t]] + size[states[t]] * y[t];
        }
        Signal.add(y, r.uniform(), seasonal);
        if (r.chance(0.4)) { // levels are approached, not jumped to
            double pole = Elementary.exp(-1.0 / r.uniform(1.0, 20.0));
            for (int t = 1; t < n; t++) {
                y[t] = (1.0 - pole) * y[t] + pole * y[t - 1];
            }
        }
        return y;
    }

    private double[] counts() {
        double[] y = new double[n];
        Signal.add(y, r.uniform(0.2, 1.0), seasonal);
        if (r.chance(0.5)) {
            Signal.add(y, 0.3, Motion.trend(r, n));
        }
        Signal.add(y, r.uniform(0.0, 0.4), Motion.smooth(r, n, r.uniform(5.0, 300.0)));
        double level = r.uniform(-1.5, 4.0);
        boolean overdispersed = r.chance(0.4);
        for (int t = 0; t < n; t++) {
            double rate = Elementary.exp(Signal.clip(level + y[t], -6.0, 7.0));
            y[t] = r.poisson(overdispersed ? 0.5 * rate * r.gamma(2.0) : rate);
        }
        return y;
    }

    private double[] intermittent() {
        double rate = r.uniform(0.005, 0.4);
        double spread = r.uniform(0.1, 1.0);
        double[] y = new double[n];
        for (int t = 0; t < n; t++) {
            boolean shot = r.chance(Math.min(rate * Elementary.exp(0.8 * seasonal[t]), 0.9));
            y[t] = shot ? r.logNormal(0.0, spread) : 0.0;
        }
        if (r.chance(0.5)) {
            Signal.recurse(y, 1.0, Elementary.exp(-1.0 / r.uniform(1.0, 30.0)));
        }
        double noise = r.choice(0.0, 0.02, 0.1);
        if (noise > 0.0) {
            Signal.add(y, noise, Motion.noise(r, n));
        }
        return y;
    }

    private double[] walk() {
        double[] y = Motion.noise(r, n);
        double drift = 0.02 * r.normal();
        for (int t = 0; t < n; t++) {
            y[t] += drift;
        }
        Signal.accumulate(y);
        if (r.chance(0.3)) {
            Signal.add(y, Signal.deviation(y) * r.uniform(0.05, 0.5), seasonal);
        }
        if (r.chance(0.4)) {
            double largest = 1e-9;
            for (double v : y) {
                largest = Math.max(largest, Math.abs(v));
            }
            double size = r.uniform(0.1, 2.0) / largest;
            for (int t = 0; t < n; t++) {
                y[t] = Elementary.exp(size * y[t]);
            }
        }
        return y;
    }

    private double[] cycles() {
        double length = r.logUniform(6.0, 200.0);
        double lengthSpread = r.uniform(0.0, 0.4);
        double heightSpread = r.uniform(0.0, 0.3);
        double duty = r.chance(0.5) ? Double.NaN : r.uniform(0.1, 0.9);
        double[] y = new double[n];
        double start = 0.0;
        double end = Math.max(2.0, length * (1.0 + lengthSpread * r.normal()));
        double height = 1.0 + heightSpread * r.normal();
        for (int t = 0; t < n; t++) {
            while (t >= end) {
                start = end;
                end += Math.max(2.0, length * (1.0 + lengthSpread * r.normal()));
                height = 1.0 + heightSpread * r.normal();
            }
            double phase = (t - start) / (end - start);
            y[t] = height * (Double.isNaN(duty) ? phase : phase < duty ? 1.0 : 0.0);
        }
        Signal.add(y, r.uniform(0.005, 0.3), Motion.noise(r, n));
        Signal.add(y, r.choice(0.0, 0.5), seasonal);
        return y;
    }

    private double[] saturating() {
        double gain = r.uniform(0.5, 3.0);
        double[] y = Motion.smooth(r, n, r.uniform(3.0, 200.0));
        for (int t = 0; t < n; t++) {
            y[t] = 1.0 - 2.0 / (1.0 + Elementary.exp(2.0 * gain * y[t])); // tanh
        }
        Signal.add(y, r.uniform(0.01, 0.3), Motion.noise(r, n));
        Signal.add(y, r.choice(0.0, 0.7), seasonal);
        return y;
    }
}
