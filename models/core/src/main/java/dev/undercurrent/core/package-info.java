/**
 * The spine: every model is a predictive law p(x_t | x_&lt;t) carried by per-key state.
 *
 * <p>This module has no runtime dependency and knows neither Flink nor Kafka nor Avro. Units: surprisal in nats,
 * time in microseconds since 1970-01-01T00:00Z, values in the unit of the series.
 */
package dev.undercurrent.core;
