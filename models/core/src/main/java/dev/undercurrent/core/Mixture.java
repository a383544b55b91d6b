package dev.undercurrent.core;

import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Special;
import java.util.random.RandomGenerator;

/**
 * p(x) = Σ_k w_k p_k(x): what a hidden regime makes of its laws. A view: weights and components are read at each call, so
 * that a filter may refill them; not for several threads.
 */
public final class Mixture implements Density {

    /** Nats within which the excess is bent. */
    private static final double BEND = 0.02;

    /** Share of the highest peak from which on the mode of another component may be that of the mixture. */
    private static final double MATTERS = 0.3;

    /** Squared distance of two modes, relative to the variance of the one, that makes them one. */
    private static final double CLOSE = 0.05;

    /** Variance of a component relative to that of another, up to which its mode is as high. */
    private static final double WIDER = 1.5;

    private final double[] weights;
    private Components components;
    private final double[] logs;
    private final double[] densities;
    private final double[] marginal;
    private final Reading atMode;
    private final double[] seen;
    private final double[] heights;
    private boolean logsFresh;
    private boolean densitiesFresh;
    private boolean densitiesThere;
    private double surprisal;
    private boolean surprisalFresh;

    /**
     * @param weights [K], ≥ 0, summing to 1; kept, not copied
     * @param components K laws
     * @throws IllegalArgumentException if the counts differ
     */
    public Mixture(double[] weights, Components components) {
        if (weights.length != components.count() || weights.length == 0) {
            throw new IllegalArgumentException(weights.length + " weights for " + components.count()
                    + " components; allowed: as many, at least 1");
        }
        this.weights = weights;
        this.components = components;
        logs = new double[weights.length];
        densities = new double[weights.length];
        atMode = new Reading(0, new double[components.channels()]);
        marginal = new double[weights.length];
        seen = new double[Math.max(1, components.channels())];
        heights = new double[weights.length];
    }

    /** Tells that the components have changed: what was computed of the old ones is forgotten. */
    public void refresh(Components now) {
        components = now;
        forget();
    }

    private void forget() {
        logsFresh = false;
        densitiesFresh = false;
        surprisalFresh = false;
    }

    /** log p_k(x) of every component, [K]: scratch, kept until {@link #refresh} so that it is computed once per x. */
    public double[] logDensities(Observation x) {
        attend(x);
        if (!logsFresh) {
            components.logDensities(x, logs);
            logsFresh = true;
        }
        return logs;
    }

    /** p_k(x) of every component, [K], as {@link #logDensities}; null where only the logarithms are to be had. */
    public double[] densities(Observation x) {
        attend(x);
        if (!densitiesFresh) {
            densitiesThere = components.densities(x, densities);
            densitiesFresh = true;
        }
        return densitiesThere ? densities : null;
    }

    private void attend(Observation x) {
        if (!sameAsSeen(x)) {
            forget();
        }
    }

    private boolean sameAsSeen(Observation x) {
        boolean same = true;
        if (x instanceof Reading reading) {
            double[] values = reading.values();
            for (int c = 0; c < seen.length; c++) {
                same &= Double.doubleToRawLongBits(seen[c]) == Double.doubleToRawLongBits(values[c]);
                seen[c] = values[c];
            }
        } else if (x instanceof Token token) {
            same = seen[0] == token.id();
            seen[0] = token.id();
        }
        return same;
    }

    /**
     * log Σ_k w_k e^(l_k) = m + log Σ_k w_k e^(l_k − m) with m the largest l_k of positive weight, summed in index order;
     * −∞ where that is −∞. Where all l_k of positive weight are equal the result is that value, whatever the weights'
     * rounding, so that a missing event costs exactly 0.
     *
     * @param weights [≥ k], ≥ 0, summing to 1
     * @param logs [≥ k] nats, below +∞
     */
    public static double logSumWeighted(double[] weights, double[] logs, int k) {
        double max = Double.NEGATIVE_INFINITY;
        double min = Double.POSITIVE_INFINITY;
        for (int i = 0; i < k; i++) {
            if (weights[i] > 0.0) {
                max = Math.max(max, logs[i]);
                min = Math.min(min, logs[i]);
            }
        }
        if (max == Double.NEGATIVE_INFINITY || max == min) {
            return max;
        }
        double sum = 0.0;
        for (int i = 0; i < k; i++) {
            if (weights[i] > 0.0) {
                sum += weights[i] * Elementary.exp(logs[i] - max);
            }
        }
        return max + Elementary.log(sum);
    }

    /** Σ_k w_k p_k, summed in index order. */
    private static double sumWeighted(double[] weights, double[] densities, int k) {
        double sum = 0.0;
        for (int i = 0; i < k; i++) {
            sum += weights[i] * densities[i];
        }
        return sum;
    }

    /** True for a sum of densities whose terms have not under- or overflowed in a way that matters. */
    public static boolean representable(double sum) {
        return sum > 1e-200 && sum < 1e200;
    }

    @Override
    public int channels() {
        return components.channels();
    }

    @Override
    public double surprisal(Observation x) {
        attend(x);
        if (!surprisalFresh) {
            surprisal = computeSurprisal(x);
            surprisalFresh = true;
        }
        return surprisal;
    }

    private double computeSurprisal(Observation x) {
        double[] there = densities(x);
        if (there != null) {
            double sum = sumWeighted(weights, there, weights.length);
            if (representable(sum)) {
                return 0.0 - Elementary.log(sum);
            }
        }
        return 0.0 - logSumWeighted(weights, logDensities(x), weights.length);
    }

    @Override
    public double surprisal(int channel, double x) {
        for (int k = 0; k < weights.length; k++) {
            marginal[k] = Double.isNaN(x) ? 0.0 : components.logDensity(k, channel, x);
        }
        return 0.0 - logSumWeighted(weights, marginal, weights.length);
    }

    /**
     * An approximation, which calibration corrects: the excess of the surprisal over that at the highest modes, read as that
     * of a Gaussian law of as many channels. Exact for one Gaussian component. Where
     * several overlap the mixture may peak elsewhere: the excess is bent smoothly to stay above 0, so that such outcomes
     * keep their order and no tail probability holds a share of its own. Of components that know their tails it is the
     * weighted mean of these.
     */
    @Override
    public double tail(Observation x) {
        int present = present(x);
        if (present == 0) {
            return 1.0;
        }
        double known = knownTail(x);
        if (!Double.isNaN(known)) {
            return known;
        }
        double surprisal = surprisal(x);
        return surprisal == Double.POSITIVE_INFINITY
                ? 0.0
                : Special.chiSquareTail(present, excess(surprisal + peak(x)));
    }

    private double knownTail(Observation x) {
        double sum = 0.0;
        for (int k = 0; k < weights.length; k++) {
            double tail = components.tail(k, x);
            if (Double.isNaN(tail)) {
                return tail;
            }
            sum += weights[k] * tail;
        }
        return Math.min(1.0, sum);
    }

    private double excess(double over) {
        for (double weight : weights) {
            if (weight == 1.0) {
                return Math.max(0.0, over);
            }
        }
        // softplus
        double size = Math.abs(over) / BEND;
        return Math.max(0.0, over) + (size < 12.0 ? BEND * Elementary.log1p(Elementary.exp(-size)) : 0.0);
    }

    /**
     * Largest log density, over the present channels, at the modes of the component that peaks highest and of the highest
     * one apart from it.
     */
    private double peak(Observation x) {
        if (!(x instanceof Reading reading)) {
            return largestWeightedPeak(x);
        }
        components.peakDensities(x, heights);
        int first = 0;
        for (int k = 0; k < heights.length; k++) {
            heights[k] *= weights[k];
            first = heights[k] > heights[first] ? k : first;
        }
        int second = first;
        double highest = MATTERS * heights[first];
        for (int k = 0; k < heights.length; k++) {
            if (heights[k] > highest && k != first && !near(k, first)) {
                second = k;
                highest = heights[k];
            }
        }
        double[] values = reading.values();
        double sum = densityAtModeOf(first, values);
        if (second != first) {
            sum = Math.max(sum, densityAtModeOf(second, values));
        }
        return representable(sum)
                ? Elementary.log(sum)
                : Math.max(logDensityAtModeOf(first, values), logDensityAtModeOf(second, values));
    }

    /** NaN where only its logarithm is to be had. */
    private double densityAtModeOf(int top, double[] values) {
        atModeOf(top, values);
        return components.densities(atMode, marginal) ? sumWeighted(weights, marginal, weights.length) : Double.NaN;
    }

    private double logDensityAtModeOf(int top, double[] values) {
        atModeOf(top, values);
        components.logDensities(atMode, marginal);
        return logSumWeighted(weights, marginal, weights.length);
    }

    private void atModeOf(int top, double[] values) {
        double[] mode = atMode.values();
        for (int c = 0; c < mode.length; c++) {
            mode[c] = Double.isNaN(values[c]) ? Double.NaN : components.mean(top, c);
        }
    }

    /** True where the mode of a component is one with the mode of another, to a twentieth of a nat or so. */
    private boolean near(int top, int other) {
        boolean near = true;
        for (int c = 0; near && c < seen.length; c++) {
            double distance = components.mean(top, c) - components.mean(other, c);
            double variance = components.variance(top, c);
            near = distance * distance < CLOSE * variance && components.variance(other, c) < WIDER * variance;
        }
        return near;
    }

    private double largestWeightedPeak(Observation x) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0.0) {
                largest = Math.max(largest, Elementary.log(weights[k]) + components.peakLogDensity(k, x));
            }
        }
        return largest;
    }

    private static int present(Observation x) {
        if (!(x instanceof Reading reading)) {
            return x.missing() ? 0 : 1;
        }
        int present = 0;
        for (double value : reading.values()) {
            present += Double.isNaN(value) ? 0 : 1;
        }
        return present;
    }

    @Override
    public double mean(int channel) {
        double sum = 0.0;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0.0) {
                sum += weights[k] * components.mean(k, channel);
            }
        }
        return sum;
    }

    @Override
    public double variance(int channel) {
        double mean = mean(channel);
        if (Double.isNaN(mean)) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0.0;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0.0) {
                double distance = components.mean(k, channel) - mean;
                sum += weights[k] * (components.variance(k, channel) + distance * distance);
            }
        }
        return sum;
    }

    @Override
    public double cdf(int channel, double x) {
        double sum = 0.0;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] > 0.0) {
                sum += weights[k] * components.cdf(k, channel, x);
            }
        }
        return Math.min(1.0, sum);
    }

    /** Within 1e-12 of |quantile| + standard deviation, as far as the distribution function resolves it. */
    @Override
    public double quantile(int channel, double p) {
        return Inversion.quantile(this, channel, p);
    }

    @Override
    public Observation sample(long time, RandomGenerator random) {
        return components.sample(Draw.index(random, weights, weights.length), time, random);
    }
}
