/** Figures: JMH for the arithmetic, whole pipelines on an embedded broker for the rest. */
package dev.undercurrent.benchmarks;
