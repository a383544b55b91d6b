/** Synthetic histories from a wide prior over what a channel may look like: what a base network learns from. */
package dev.undercurrent.training.prior;
