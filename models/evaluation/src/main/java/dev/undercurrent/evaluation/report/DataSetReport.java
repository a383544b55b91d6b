package dev.undercurrent.evaluation.report;

import java.util.List;

/**
 * Methods side by side on one data set.
 *
 * @param dataSet its name
 * @param protocol how it was split, in words
 * @param series number of series
 * @param values number of values of all series
 * @param reference method that gains of evidence are counted from; null where no method has laws
 * @param methods in the order of the table
 * @param quoted published rows
 * @param samples windows to look at
 */
public record DataSetReport(
        String dataSet,
        String protocol,
        int series,
        long values,
        String reference,
        List<MethodFigures> methods,
        List<Quoted> quoted,
        List<Sample> samples) {}
