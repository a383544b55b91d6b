/** Measures of point forecasts, quantile forecasts and one-step laws, each by its published definition. */
package dev.undercurrent.evaluation.metric;
