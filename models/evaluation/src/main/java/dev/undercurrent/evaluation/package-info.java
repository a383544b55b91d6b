/**
 * Backtests: methods are fed series in the order of time, forecast at origins, and are judged by what came.
 *
 * <p>Missing values are NaN everywhere. A horizon is counted in steps of the series; row 0 of a forecast is the next value.
 */
package dev.undercurrent.evaluation;
