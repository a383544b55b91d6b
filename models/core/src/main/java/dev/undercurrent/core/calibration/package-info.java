/** From surprisal to alarm: p-values, rarity, bands and incidents, each against the key's own past. */
package dev.undercurrent.core.calibration;
