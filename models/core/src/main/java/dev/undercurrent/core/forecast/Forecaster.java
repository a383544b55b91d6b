package dev.undercurrent.core.forecast;

/**
 * The predictive law iterated: quantiles of the events to come.
 *
 * @param <S> the state of one key
 */
public interface Forecaster<S> {

    /**
     * Fills in quantiles of the law of each coming event given all that was observed; the state stays as it is.
     *
     * @param levels [quantiles] probabilities in (0, 1), ascending
     * @param out [channels][horizon][quantiles], in the unit of the state's model
     */
    void forecast(S state, double[] levels, double[][][] out);
}
