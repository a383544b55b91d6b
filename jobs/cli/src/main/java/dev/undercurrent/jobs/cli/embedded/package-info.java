/**
 * A whole streaming platform in this process: a Kafka broker, a schema registry and a Flink cluster, all on loopback.
 *
 * <p>For demonstrations and tests. Every port is taken from the system while it is free and never published beyond
 * 127.0.0.1; every file lies below one directory.
 */
package dev.undercurrent.jobs.cli.embedded;
