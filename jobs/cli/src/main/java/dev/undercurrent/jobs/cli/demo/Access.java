package dev.undercurrent.jobs.cli.demo;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** How other programs, and people, read along while the demo runs; the page is null where there is none. */
record Access(URI page, String bootstrap, URI registry) {

    /** Short enough to be copied from a terminal of 80 columns. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (page != null) {
            lines.add("Live page: " + page);
        }
        lines.add("Kafka at " + bootstrap + ", schema registry at " + registry + ". Read along:");
        lines.add("kcat -b " + bootstrap + " -t " + Topics.SCORES + " -s value=avro -r " + registry);
        return lines;
    }
}
