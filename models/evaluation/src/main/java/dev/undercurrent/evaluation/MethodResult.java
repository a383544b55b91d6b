package dev.undercurrent.evaluation;

import java.util.List;

/**
 * What a method said of all series of a data set.
 *
 * @param method its name
 * @param series one for each series, in the order of the data set
 */
public record MethodResult(String method, List<SeriesResult> series) {}
