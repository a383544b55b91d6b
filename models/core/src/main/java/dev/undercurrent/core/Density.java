package dev.undercurrent.core;

/** A predictive law over readings with independent channels given the component. */
public interface Density extends Predictive {

    /** Number of channels. */
    int channels();

    /** Expectation of a channel; NaN where the law has none. */
    double mean(int channel);

    /** Variance of a channel; +∞ where the law has none. */
    double variance(int channel);

    /** P(X ≤ x) of a channel's marginal law. */
    double cdf(int channel, double x);

    /** The p-quantile of a channel's marginal law, p in (0, 1). */
    double quantile(int channel, double p);

    /** −log density in nats of a channel's marginal law at x. */
    double surprisal(int channel, double x);
}
