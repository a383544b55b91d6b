/** Where verdicts go: Kafka topics in one transaction, or files with one row per row that came in. */
package dev.undercurrent.jobs.scoring.sink;
