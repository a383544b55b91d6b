/** Seasonal autoregression per key: the series' own last days and weeks as regressors. */
package dev.undercurrent.core.seasonal;
