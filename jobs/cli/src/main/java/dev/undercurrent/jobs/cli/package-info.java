/** The {@code undercurrent} command. */
package dev.undercurrent.jobs.cli;
