package dev.undercurrent.jobs.scoring.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/** The schema registry, used where a format is avro. */
public record RegistryConfig(
        @Key(doc = "Base URL.", initial = "http://localhost:8081", pattern = "https?://\\S+")
        String url,

        @Key(doc = "Access: basic.auth.user.info (user:password) or bearer.auth.token.")
        Map<String, String> properties,

        @Key(
                doc = "Register the product's schemas where they are missing; otherwise they must be there.",
                initial = "true")
        boolean autoRegister,

        @Key(doc = "How long an unreachable registry is retried before the job fails.", initial = "30s")
        Duration retry)
        implements Serializable {

    /** Property of basic access: user:password. */
    public static final String BASIC = "basic.auth.user.info";

    /** Property of token access. */
    public static final String BEARER = "bearer.auth.token";

    public RegistryConfig {
        for (Map.Entry<String, String> e : properties.entrySet()) {
            if (!e.getKey().equals(BASIC) && !e.getKey().equals(BEARER)) {
                throw ConfigException.of(
                        "registry.properties." + e.getKey(), e.getValue(), "the keys " + BASIC + ", " + BEARER);
            }
        }
    }

    @Override
    public String toString() {
        return Plan.of(this);
    }
}
