/** Classical methods that every forecast has to be compared with. */
package dev.undercurrent.evaluation.baseline;
