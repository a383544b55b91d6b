package dev.undercurrent.jobs.cli.demo;

/**
 * The last verdict of a series, as the table shows it.
 *
 * @param dwell microseconds since the estimated onset of the regime
 * @param peak largest score of the last minute
 * @param warming true while the series has seen too few events for alarms
 */
record Row(
        String series,
        double value,
        double lower,
        double upper,
        int regime,
        double probability,
        long dwell,
        double score,
        double peak,
        boolean alarm,
        boolean warming) {}
