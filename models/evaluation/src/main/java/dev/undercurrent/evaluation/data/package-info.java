/** Readers of series from files. */
package dev.undercurrent.evaluation.data;
