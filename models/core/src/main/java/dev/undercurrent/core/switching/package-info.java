/** A hidden Markov chain that chooses among expert sequence models; the forward algorithm and its relatives. */
package dev.undercurrent.core.switching;
