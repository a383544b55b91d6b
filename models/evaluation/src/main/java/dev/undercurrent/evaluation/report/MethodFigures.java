package dev.undercurrent.evaluation.report;

import java.util.List;

/**
 * All figures of one method on one data set.
 *
 * @param method its name
 * @param baseline whether it is there for comparison
 * @param accuracy of its forecasts
 * @param coverage of its bands, by nominal coverage
 * @param oneStep of its laws of the next value; null where it has none
 */
public record MethodFigures(
        String method, boolean baseline, Accuracy accuracy, List<BandCoverage> coverage, OneStep oneStep) {}
