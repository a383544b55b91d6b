/** {@code undercurrent demo}: this machine's live metrics, or a file, through the whole pipeline and onto the terminal. */
package dev.undercurrent.jobs.cli.demo;
