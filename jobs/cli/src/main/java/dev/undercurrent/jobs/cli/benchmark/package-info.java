/** Public benchmarks through the job itself: data in, the streaming job once over it, figures and pictures out. */
package dev.undercurrent.jobs.cli.benchmark;
