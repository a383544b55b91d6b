package dev.undercurrent.core;

import dev.undercurrent.core.math.Elementary;

/** Quantiles of a law that knows its distribution function only: Newton's method inside a shrinking bracket. */
public final class Inversion {

    private static final int MAX_DOUBLINGS = 2_100;
    private static final int MAX_STEPS = 400;
    private static final double PRECISION = 1e-12;

    private Inversion() {}

    /** The p-quantile of a channel, p in (0, 1). */
    public static double quantile(Density law, int channel, double p) {
        double mean = law.mean(channel);
        double deviation = Math.sqrt(law.variance(channel));
        double centre = Double.isFinite(mean) ? mean : 0.0;
        double unit = deviation > 0.0 && deviation < Double.POSITIVE_INFINITY ? deviation : 1.0;
        double low = edge(law, channel, p, centre, -unit);
        double high = edge(law, channel, p, centre, unit);
        double x = centre;
        double lastStep = Double.POSITIVE_INFINITY;
        for (int n = 0; n < MAX_STEPS; n++) {
            double error = law.cdf(channel, x) - p;
            if (error < 0.0) {
                low = x;
            } else {
                high = x;
            }
            double next = x - error / Elementary.exp(-law.surprisal(channel, x));
            if (!(next >= low && next <= high && Math.abs(next - x) < 0.5 * lastStep)) {
                next = low + 0.5 * (high - low);
            }
            lastStep = Math.abs(next - x);
            x = next;
            if (lastStep <= PRECISION * (Math.abs(x) + unit)) {
                break;
            }
        }
        return x;
    }

    /** A point beyond the quantile, on the side to which {@code step} points. */
    private static double edge(Density law, int channel, double p, double centre, double step) {
        double distance = step;
        for (int n = 0; n < MAX_DOUBLINGS && Double.isFinite(centre + distance); n++) {
            double cdf = law.cdf(channel, centre + distance);
            if (step < 0.0 ? cdf <= p : cdf >= p) {
                return centre + distance;
            }
            distance *= 2.0;
        }
        return Math.copySign(Double.MAX_VALUE, step);
    }
}
