package dev.undercurrent.jobs.scoring.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Kafka properties for those who ask brokers about themselves, with the security settings that the job uses. */
public final class AdminProperties {

    private AdminProperties() {}

    /**
     * The properties of an admin client.
     *
     * @param settings of a consumer or producer; what an admin client has no use for is left out, later ones win
     */
    @SafeVarargs
    public static Map<String, Object> of(String bootstrap, String clientId, Map<String, String>... settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(AdminClientConfig.CLIENT_ID_CONFIG, clientId);
        for (Map<String, String> one : settings) {
            take(properties, one, AdminClientConfig.configNames());
        }
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return properties;
    }

    /** Puts in those of the settings that a client knows or that are of security. */
    public static void take(Map<String, Object> into, Map<String, String> from, Set<String> known) {
        from.forEach((key, value) -> {
            if (known.contains(key) || key.startsWith("sasl.") || key.startsWith("ssl.")) {
                into.put(key, value);
            }
        });
    }
}
