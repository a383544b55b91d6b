package dev.undercurrent.jobs.cli.demo;

import dev.undercurrent.jobs.cli.embedded.EmbeddedKafka;
import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import java.net.URI;

/** The live page of a demo: served at once, so that it can be opened while the rest still starts. */
public interface Page extends AutoCloseable {

    /** No page at all. */
    Page NONE = new Page() {
        @Override
        public URI url() {
            return null;
        }

        @Override
        public void read(EmbeddedKafka kafka, EmbeddedRegistry registry) {}

        @Override
        public void close() {}
    };

    /** Where it is, or null where there is none. */
    URI url();

    /** Begins to read the demo's topics. */
    void read(EmbeddedKafka kafka, EmbeddedRegistry registry);

    @Override
    void close();
}
