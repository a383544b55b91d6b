package dev.undercurrent.jobs.cli.demo;

import java.net.URI;
import java.util.List;

/** How other programs read along while the demo runs. */
record Access(String bootstrap, URI registry) {

    /** Short enough to be copied from a terminal of 80 columns. */
    List<String> lines() {
        return List.of(
                "Kafka at " + bootstrap + ", schema registry at " + registry + ". Read along:",
                "kcat -b " + bootstrap + " -t " + Topics.SCORES + " -s value=avro -r " + registry);
    }
}
