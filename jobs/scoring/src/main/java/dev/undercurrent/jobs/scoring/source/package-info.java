/** Where records come from: a Kafka topic or bounded files, and the one function that decodes them. */
package dev.undercurrent.jobs.scoring.source;
