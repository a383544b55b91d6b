/**
 * Schemas by number: a client of the REST interface that Confluent, Apicurio and Karapace registries share, and the
 * wire format that carries the numbers.
 */
package dev.undercurrent.jobs.scoring.registry;
