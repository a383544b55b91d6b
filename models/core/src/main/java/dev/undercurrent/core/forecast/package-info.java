/** Predictive laws of the events to come. */
package dev.undercurrent.core.forecast;
