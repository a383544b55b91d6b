package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SinkConfig;
import dev.undercurrent.jobs.scoring.config.SourceConfig;
import dev.undercurrent.jobs.scoring.source.AdminProperties;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;

/**
 * Whether the brokers that a configuration names answer: asked once, before anything is started that would ask for ever.
 *
 * <p>It waits for 5 s, or for {@code default.api.timeout.ms} where the configuration's Kafka properties have that.
 */
public final class Brokers {

    /** How the client that asks is named; the log drops its warnings, since the failure is told in one sentence. */
    private static final String CLIENT = "undercurrent-broker-check";

    private static final int PATIENCE_MILLIS = 5_000;
    private static final String PATIENCE = AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG;

    private Brokers() {}

    /** No broker answers; the message names the key, the value found and what to do. */
    public static final class Unreachable extends Exception {

        private static final long serialVersionUID = 1L;

        private Unreachable(String message) {
            super(message);
        }
    }

    /** Asks those that are read. */
    public static void mustAnswerSource(PipelineConfig config) throws Unreachable {
        SourceConfig.Kafka kafka = config.source().kafka();
        mustAnswer("source.kafka", "source.kafka", kafka.bootstrap(), kafka.properties());
    }

    /** Asks those that are written. */
    public static void mustAnswerSink(PipelineConfig config) throws Unreachable {
        SinkConfig.Kafka kafka = config.sink().kafka();
        String owner = kafka.bootstrap().equals(config.source().kafka().bootstrap()) ? "source.kafka" : "sink.kafka";
        mustAnswer(owner, "sink.kafka", kafka.bootstrap(), kafka.properties());
    }

    /**
     * @param addressed the section that has the address
     * @param secured the section that has the properties
     */
    private static void mustAnswer(String addressed, String secured, String bootstrap, Map<String, String> settings)
            throws Unreachable {
        String why;
        try {
            why = ask(AdminProperties.of(bootstrap, CLIENT, settings));
        } catch (KafkaException | NumberFormatException e) {
            // where a secret is badly written, what Kafka says of it may hold a part of it
            String said = Causes.of(e);
            why = said.contains("JAAS") ? "sasl.jaas.config is not written as Kafka wants it" : said;
        }
        if (why != null) {
            throw new Unreachable(addressed + ".bootstrap is " + bootstrap + ", but no broker can be used there: " + why
                    + ". Start one, or say where it is, as by --set " + addressed
                    + ".bootstrap=HOST:PORT; what it wants of clients, such as security.protocol, belongs into "
                    + secured
                    + ".properties");
        }
    }

    /** Why there is no answer; null where there is one. */
    private static String ask(Map<String, Object> properties) {
        int millis = Integer.parseInt(properties
                .getOrDefault(PATIENCE, Integer.toString(PATIENCE_MILLIS))
                .toString()
                .strip());
        properties.put(PATIENCE, millis);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        String silent = "no answer within " + millis / 1e3 + " s";
        Admin admin = Admin.create(properties);
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(millis))
                    .nodes()
                    .get(millis + 1_000L, TimeUnit.MILLISECONDS);
            return null;
        } catch (TimeoutException e) {
            return silent;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return cause instanceof org.apache.kafka.common.errors.TimeoutException ? silent : Causes.of(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            admin.close(java.time.Duration.ZERO);
        }
    }
}
