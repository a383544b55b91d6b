/** Trained networks as sequence models: causal features in, encoders with a hidden state per key, heads that give laws. */
package dev.undercurrent.core.network;
