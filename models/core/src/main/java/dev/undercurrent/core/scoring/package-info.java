/** The one fold of the product: a key's state and its next event in, verdicts out. */
package dev.undercurrent.core.scoring;
