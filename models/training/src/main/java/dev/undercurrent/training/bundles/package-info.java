/** From what training gives to a model bundle: what it is, how it came about, and how it does on what it has not seen. */
package dev.undercurrent.training.bundles;
