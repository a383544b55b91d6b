/**
 * Between bytes and meaning: decoders turn records into {@link dev.undercurrent.jobs.scoring.format.Event}s, encoders
 * turn verdicts into records. Nothing here knows a model, nothing here talks to Kafka.
 */
package dev.undercurrent.jobs.scoring.format;
