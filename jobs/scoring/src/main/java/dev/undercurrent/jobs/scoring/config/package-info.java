/**
 * The configuration of a pipeline: one YAML file bound to records, strictly.
 *
 * <p>The records are the only description of the file: the binder, the JSON Schema for editors and the printed plan are
 * all derived from their components and the {@link Key} on each.
 */
package dev.undercurrent.jobs.scoring.config;
