package dev.undercurrent.jobs.cli.demo;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** The topics of the demo; one partition each is enough for one machine's metrics and keeps the disk's bound low. */
final class Topics {

    static final String OBSERVATIONS = "uc.observations.v1";
    static final String SCORES = "uc.scores.v1";
    static final String INCIDENTS = "uc.incidents.v1";
    static final String LATE = "uc.late.v1";
    static final String DEAD_LETTERS = "uc.dlq.v1";
    private static final String REGIMES = "uc.regimes.v1";
    private static final String FORECASTS = "uc.forecasts.v1";

    private Topics() {}

    static List<NewTopic> all() {
        return List.of(OBSERVATIONS, SCORES, REGIMES, FORECASTS, INCIDENTS, LATE, DEAD_LETTERS).stream()
                .map(name -> new NewTopic(name, 1, (short) 1).configs(Map.of()))
                .toList();
    }
}
