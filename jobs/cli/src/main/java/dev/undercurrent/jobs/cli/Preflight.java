package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SinkConfig;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.sink.KafkaOutput;
import dev.undercurrent.jobs.scoring.source.AdminProperties;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the brokers beforehand for what the job would otherwise wait and restart for without an end. */
final class Preflight {

    private static final int PATIENCE_MS = 15_000;

    private final PipelineConfig config;

    Preflight(PipelineConfig config) {
        this.config = config;
    }

    /**
     * Returns what the operator should know although the job can run, a sentence each.
     *
     * @throws ConfigException where the brokers say that the job cannot run
     * @throws Brokers.Unreachable where they do not answer
     * @throws IOException where they stop answering
     */
    List<String> check() throws Brokers.Unreachable, IOException {
        Brokers.mustAnswerSource(config);
        Brokers.mustAnswerSink(config);
        var source = config.source().kafka();
        try (Admin admin = admin(source.bootstrap(), source.properties())) {
            if (!missing(admin, "source.kafka", source.bootstrap(), List.of(source.topic()))
                    .isEmpty()) {
                throw new ConfigException("source.kafka.topic is \"" + source.topic() + "\"; the brokers at "
                        + source.bootstrap() + " have no such topic");
            }
        }
        var sink = config.sink().kafka();
        try (Admin admin = admin(sink.bootstrap(), sink.properties())) {
            Map<String, String> broker = broker(admin);
            transactions(broker);
            return topics(missing(admin, "sink.kafka", sink.bootstrap(), written()), broker);
        }
    }

    private void transactions(Map<String, String> broker) {
        String most = broker.get("transaction.max.timeout.ms");
        String ours = KafkaOutput.properties(config).getProperty("transaction.timeout.ms");
        if (config.sink().kafka().delivery() == SinkConfig.Delivery.EXACTLY_ONCE
                && most != null
                && Long.parseLong(ours) > Long.parseLong(most)) {
            throw new ConfigException("sink.kafka.properties.transaction.timeout.ms is " + ours
                    + "; the brokers allow at most transaction.max.timeout.ms, which is " + most);
        }
    }

    private List<String> topics(List<String> missing, Map<String, String> broker) {
        if (missing.isEmpty()) {
            return List.of();
        }
        String names = String.join(", ", missing);
        if ("false".equals(broker.get("auto.create.topics.enable"))) {
            throw new ConfigException("The brokers at " + config.sink().kafka().bootstrap() + " lack the topics "
                    + names + " and create none by themselves: create them, or switch feeds off under sink.feeds");
        }
        return List.of(
                "Not there yet: " + names + ". Where the brokers create topics by themselves, these will have the"
                        + " brokers' default number of partitions.");
    }

    private List<String> written() {
        SinkConfig.Feeds feeds = config.sink().feeds();
        boolean logs = config.kind() == PipelineConfig.Kind.LOGS;
        boolean readings = !logs || config.logs().parameters().series();
        List<Feed> written = new ArrayList<>();
        add(written, Feed.LINE_SCORES, feeds.scores() && logs);
        add(written, Feed.SEQUENCE_SCORES, feeds.scores() && logs);
        add(written, Feed.SCORES, feeds.scores() && readings);
        add(written, Feed.REGIMES, feeds.regimes());
        add(written, Feed.FORECASTS, feeds.forecasts() && readings);
        add(written, Feed.INCIDENTS, feeds.incidents());
        add(written, Feed.LATE, feeds.late() && readings);
        add(written, Feed.DEAD_LETTERS, feeds.deadLetters());
        return written.stream()
                .map(feed -> feed.topic(config.sink().kafka().prefix()))
                .toList();
    }

    private static void add(List<Feed> feeds, Feed feed, boolean wanted) {
        if (wanted) {
            feeds.add(feed);
        }
    }

    private static Admin admin(String bootstrap, Map<String, String> properties) {
        Map<String, Object> settings = AdminProperties.of(bootstrap, "undercurrent-preflight", properties);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        return Admin.create(settings);
    }

    private static List<String> missing(Admin admin, String key, String bootstrap, List<String> topics)
            throws IOException {
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, ? extends KafkaFuture<?>> each :
                admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                each.getValue().get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    throw new ConfigException("The user of " + key + ".properties may not describe the topic "
                            + each.getKey() + " at " + bootstrap + ": " + Causes.of(e.getCause()));
                }
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw new IOException(
                            "No answer from the brokers at " + bootstrap + " (" + key + ".bootstrap, " + key
                                    + ".properties): " + Causes.of(e.getCause()),
                            e);
                }
                missing.add(each.getKey());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while asking the brokers at " + bootstrap, e);
            }
        }
        missing.sort(null);
        return missing;
    }

    /** Settings of a broker; empty where we may not see them. */
    private static Map<String, String> broker(Admin admin) throws IOException {
        Map<String, String> settings = new HashMap<>();
        try {
            int node = admin.describeCluster().nodes().get().iterator().next().id();
            ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(node));
            Config broker = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            for (ConfigEntry entry : broker.entries()) {
                settings.put(entry.name(), entry.value());
            }
        } catch (ExecutionException e) {
            // many brokers keep their settings to themselves: then we know no more than the topics tell
            return settings;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while asking the brokers", e);
        }
        return settings;
    }
}
