package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.source.AdminProperties;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Kafka properties of the page's own clients, with the security settings that the job uses. */
final class Connections {

    private Connections() {}

    /** For the brokers that the job writes to. */
    static Map<String, Object> consumer(PipelineConfig config) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, config.name() + "-dashboard");
        AdminProperties.take(properties, config.sink().kafka().properties(), ConsumerConfig.configNames());
        properties.put(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.sink().kafka().bootstrap());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        properties.putAll(config.dashboard().properties());
        return properties;
    }

    /** For the brokers that the job reads from. */
    static Map<String, Object> admin(PipelineConfig config) {
        return AdminProperties.of(
                config.source().kafka().bootstrap(),
                config.name() + "-dashboard",
                config.source().kafka().properties(),
                config.dashboard().properties());
    }
}
