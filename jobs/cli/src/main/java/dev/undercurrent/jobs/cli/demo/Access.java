package dev.undercurrent.jobs.cli.demo;

import java.net.URI;
import java.util.List;

/** How other programs read along while the demo runs. */
record Access(String bootstrap, URI registry) {

    List<String> lines() {
        return List.of(
                "Kafka at " + bootstrap + ", schema registry at " + registry + "; any Kafka client can read along:",
                "  kcat -b " + bootstrap + " -t " + Topics.SCORES + " -s value=avro -r " + registry,
                "  kafka-console-consumer --bootstrap-server " + bootstrap + " --topic " + Topics.SCORES
                        + " --isolation-level read_committed");
    }
}
