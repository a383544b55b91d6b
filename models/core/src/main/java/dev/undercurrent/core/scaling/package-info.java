/** Offset and scale per key: models see standardised input, evidence stays in the unit of the series. */
package dev.undercurrent.core.scaling;
