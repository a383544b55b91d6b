/**
 * Networks that attend: a transformer over the last events of a key with a rolling cache, and a decoder that attends to the
 * last outputs of an encoder. Formulas and weights are those of {@link dev.undercurrent.core.network.NetworkSpec}.
 */
package dev.undercurrent.core.attention;
