package dev.undercurrent.jobs.cli.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.raft.QuorumConfig;
import org.slf4j.LoggerFactory;

/**
 * One real Kafka broker (KRaft, broker and controller in one) inside this process, reachable on 127.0.0.1 only.
 *
 * <p>Disk use is bounded: see {@link BrokerSettings}. The broker never ends the JVM: a fault that would, in a process of
 * its own, is logged and surfaces as a failing client.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final int LEADER_TRIES = 200;
    private static final long LEADER_PAUSE_MS = 50;

    private final Workspace workspace;
    private final BoundPorts ports;
    private final ControllerServer controller;
    private final BrokerServer broker;
    private boolean closed;

    private EmbeddedKafka(Workspace workspace, Map<String, String> overrides) throws Exception {
        this.workspace = workspace;
        this.ports = BoundPorts.open("BROKER", "CONTROLLER");
        Properties settings =
                BrokerSettings.of(workspace.path(), ports.port("BROKER"), ports.port("CONTROLLER"), overrides);
        BrokerSettings.format(workspace.path());
        KafkaConfig config = new KafkaConfig(settings);
        var prepared = KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(EmbeddedKafka.class), "");
        SharedServer shared = new SharedServer(
                config,
                prepared._1(),
                Time.SYSTEM,
                new Metrics(),
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                List.of(),
                new LoggedFaults(),
                ports);
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), prepared._2());
        this.broker = new BrokerServer(shared);
    }

    /** Starts a broker whose data is deleted when it is closed. */
    public static EmbeddedKafka start() throws IOException {
        return start(Workspace.temporary("undercurrent-kafka-"), Map.of());
    }

    /** Starts a broker that keeps its data in {@code directory}, and finds again what an earlier one left there. */
    public static EmbeddedKafka start(Path directory) throws IOException {
        return start(Workspace.given(directory), Map.of());
    }

    /** Starts a broker in {@code directory} with broker settings of your own on top of the default ones. */
    public static EmbeddedKafka start(Path directory, Map<String, String> settings) throws IOException {
        return start(Workspace.given(directory), settings);
    }

    private static EmbeddedKafka start(Workspace workspace, Map<String, String> settings) throws IOException {
        EmbeddedKafka kafka = null;
        try {
            kafka = new EmbeddedKafka(workspace, settings);
            kafka.controller.startup();
            kafka.broker.startup();
            return kafka;
        } catch (Exception e) {
            if (kafka != null) {
                kafka.close();
            } else {
                workspace.close();
            }
            throw new IOException("The embedded Kafka broker did not start in " + workspace.path() + ": " + e, e);
        }
    }

    /** What clients take as {@code bootstrap.servers}: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + ports.port("BROKER");
    }

    /** Where the broker keeps its data. */
    public Path directory() {
        return workspace.path();
    }

    /**
     * Creates a topic and waits until it exists.
     *
     * @param partitions number of partitions, 1 or more
     * @param configs topic settings such as {@code cleanup.policy}; empty for the broker's defaults
     */
    public void createTopic(String name, int partitions, Map<String, String> configs) throws IOException {
        createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)));
    }

    /** Creates topics and waits until they exist and each partition answers, so that the first write does not stall. */
    public void createTopics(List<NewTopic> topics) throws IOException {
        try (Admin admin =
                Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            admin.createTopics(topics).all().get();
            Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
            for (NewTopic topic : topics) {
                for (int i = 0; i < topic.numPartitions(); i++) {
                    partitions.put(new TopicPartition(topic.name(), i), OffsetSpec.latest());
                }
            }
            awaitLeaders(admin, partitions);
        } catch (ExecutionException e) {
            List<String> names = new ArrayList<>();
            topics.forEach(topic -> names.add(topic.name()));
            throw new IOException("Could not create the topics " + names + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while creating topics", e);
        }
    }

    /** A topic may be created a moment before the broker's own metadata names it and its partitions have leaders. */
    private static void awaitLeaders(Admin admin, Map<TopicPartition, OffsetSpec> partitions)
            throws ExecutionException, InterruptedException {
        for (int tries = LEADER_TRIES; ; tries--) {
            try {
                admin.listOffsets(partitions).all().get();
                return;
            } catch (ExecutionException e) {
                if (tries == 0 || !(e.getCause() instanceof RetriableException)) {
                    throw e;
                }
                Thread.sleep(LEADER_PAUSE_MS);
            }
        }
    }

    /** Stops the broker and, where its directory is temporary, deletes its data. May be called twice. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        // no other broker takes over: a controlled hand-over of leadership would only wait
        broker.shutdown(Duration.ofSeconds(2));
        controller.shutdown();
        ports.close();
        workspace.close();
    }
}
