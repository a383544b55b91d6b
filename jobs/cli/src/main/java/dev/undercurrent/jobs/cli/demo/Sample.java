package dev.undercurrent.jobs.cli.demo;

/**
 * One event to be sent.
 *
 * @param series id of the series
 * @param time event time, microseconds UTC
 * @param value in the unit of the series; NaN = missing
 */
record Sample(String series, long time, double value) {}
