package dev.undercurrent.core.switching;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.state.StateCodec;

/**
 * K laws that a hidden Markov chain chooses among, with what they remember and learn per key.
 *
 * <p>Two ways to learn lead to the same parameters: {@link #learn} folds one weighted observation into a compact running
 * estimate; {@link #sufficient} and {@link #maximise} expose the expectation and maximisation steps for algorithms that
 * carry the sufficient statistics themselves.
 *
 * @param <E> per-key state of all experts together
 */
public interface Experts<E> {

    /** Number of experts, K. */
    int count();

    /** Number of channels of a reading; 0 where the observations are tokens. */
    int channels();

    /** The experts before the first event: the pooled prior. */
    E start();

    /** The K laws of the next observation, as scratch that is valid until the next call on this object. */
    Components components(E state);

    /**
     * Online expectation step of one observation for all experts, with forgetting by use: an expert that is not
     * responsible forgets nothing.
     *
     * @param responsibilities [K] P(s_t = k | x_1..x_t) times the learning weight
     * @param memory number of observations an expert remembers; > 1
     */
    void learn(E state, Observation x, double[] responsibilities, double memory);

    /** Length m of one expert's sufficient statistics; element 0 is the mass. */
    int statistics();

    /** Sufficient statistics of x for each expert, had it emitted x: [K * m], row k at k * m. */
    void sufficient(E state, Observation x, double[] out);

    /**
     * Maximisation step: parameters of expert k from statistics that sum over {@code mass} observations.
     *
     * @param statistics [m] mean statistics, element 0 in [0, 1]
     * @param mass number of observations the mean stands for
     */
    void maximise(E state, int k, double[] statistics, double mass);

    /**
     * What the parameters in force stand for, as sums of sufficient statistics: {@link #maximise} of them leads to the same
     * parameters.
     *
     * @param out [m], element 0 the mass
     */
    void sums(E state, int k, double[] out);

    /**
     * Moves what the experts themselves remember on by one event.
     *
     * @param predicted [K] P(s_t = k | x_1..x_{t−1})
     * @param learning in [0, 1], how much the event moves what is not learnt by {@link #learn}, such as units of their own
     */
    void observe(E state, Observation x, double[] predicted, double learning);

    /** Forgets what {@link #observe} remembers: the past is as before the first event. */
    default void forget(E state) {}

    /** Starts expert k afresh from the pooled prior. */
    void reset(E state, int k);

    /**
     * Starts expert k afresh around the given channel means and variances [channels].
     *
     * @throws IllegalStateException where experts cannot be made: no {@link Learning#novelRun} may be asked of them
     */
    void restart(E state, int k, double[] mean, double[] variance);

    /**
     * Re-expresses the experts in new units, exactly: z' = factor · z + shift for the given channel.
     *
     * @throws IllegalStateException where the experts have no units, or units of their own
     */
    void rescale(E state, int channel, double factor, double shift);

    /** True where expert k no longer describes anything: no mass, or parameters that are not finite. */
    boolean degenerate(E state, int k);

    StateCodec<E> codec();
}
