package dev.undercurrent.jobs.cli.demo;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Where the demo's events come from. */
interface Source extends Watch.Age {

    /** Sends events until there are no more or {@code stopped} says so. */
    void feed(Feed feed, Tally tally, BooleanSupplier stopped) throws IOException, InterruptedException;

    /** What is fed, for the table's title. */
    String title();

    /** From where latency is measured, for the summary. */
    String origin();
}
