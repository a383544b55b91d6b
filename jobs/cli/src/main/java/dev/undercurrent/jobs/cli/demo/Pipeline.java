package dev.undercurrent.jobs.cli.demo;

import dev.undercurrent.jobs.cli.embedded.EmbeddedKafka;
import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Path;

/** What turns observations into verdicts between the demo's topics. */
public interface Pipeline {

    /** A running pipeline. */
    interface Running extends AutoCloseable {

        /** Why it ended on its own, or null while it runs. */
        String failure();

        @Override
        void close();
    }

    /** Starts it; it reads and writes until it is closed. */
    Running start(EmbeddedKafka kafka, EmbeddedRegistry registry, Path directory) throws Exception;

    /**
     * Serves the live page.
     *
     * @param cause what its button does
     */
    default Page page(Runnable cause) throws IOException {
        return Page.NONE;
    }

    /** Seconds between two commits of its output. */
    double commitSeconds();
}
