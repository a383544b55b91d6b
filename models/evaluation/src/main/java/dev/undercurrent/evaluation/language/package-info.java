/** How well laws of the next token foretell sequences that they have not learnt from. */
package dev.undercurrent.evaluation.language;
