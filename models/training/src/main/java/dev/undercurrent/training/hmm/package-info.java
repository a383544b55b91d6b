/**
 * Hidden Markov models learnt from history: expectation-maximisation with restarts, choice of the number of regimes by
 * held-out evidence, labels that keep their meaning, and diagnostics (Rabiner 1989; Bishop 2006, ch. 13).
 *
 * <p>A series is double[T][D]: T events in the order of time, D channels, NaN = missing. z stands for standardised values.
 */
package dev.undercurrent.training.hmm;
