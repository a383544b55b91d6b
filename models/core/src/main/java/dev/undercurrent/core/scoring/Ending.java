package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Incident;

/**
 * The end of an incident that no event tells of: the series fell silent while it was open, for so long that it starts again, or
 * its sequence of lines was over.
 *
 * @param time of the last event, microseconds UTC
 * @param sequence of the last event within its epoch
 * @param epoch time of the first event of the life that ends, microseconds UTC
 * @param regime of the last event
 * @param incident the closing step
 */
public record Ending(long time, long sequence, long epoch, int regime, Incident incident) {}
