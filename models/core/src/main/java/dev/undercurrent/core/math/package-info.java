/**
 * Elementary and special functions in plain arithmetic: equal bits on every machine, which {@code java.lang.Math} does
 * not promise. No fused multiply-add, no table that is not computed here, no state.
 */
package dev.undercurrent.core.math;
