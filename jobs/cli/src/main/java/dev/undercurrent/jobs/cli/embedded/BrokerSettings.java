package dev.undercurrent.jobs.cli.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Settings of the embedded broker: one node, quick start, bounded disk.
 *
 * <p>Bound: a partition holds {@value #RETENTION_BYTES} bytes, one segment of {@value #SEGMENT_BYTES} bytes more, and
 * what is written in the {@value #RETENTION_CHECK_MS} ms between two checks. Topics may set their own
 * {@code retention.bytes}.
 */
final class BrokerSettings {

    static final long RETENTION_BYTES = 32L << 20;
    static final int SEGMENT_BYTES = 8 << 20;
    static final int RETENTION_CHECK_MS = 5_000;
    private static final int NODE = 1;

    /** Fixed, so that a directory which was formatted once can be used again. */
    private static final String CLUSTER = "undercurrent0embedded0";

    private BrokerSettings() {}

    static Properties of(Path directory, int brokerPort, int controllerPort, Map<String, String> overrides) {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", Integer.toString(NODE));
        p.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        p.put("listeners", "BROKER://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.put("advertised.listeners", "BROKER://127.0.0.1:" + brokerPort);
        p.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("controller.listener.names", "CONTROLLER");
        p.put("inter.broker.listener.name", "BROKER");
        p.put("log.dirs", directory.toString());

        p.put("auto.create.topics.enable", "false");
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "1");
        p.put("offsets.topic.segment.bytes", Integer.toString(SEGMENT_BYTES));
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("transaction.state.log.num.partitions", "1");
        p.put("transaction.state.log.segment.bytes", Integer.toString(SEGMENT_BYTES));
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("transaction.max.timeout.ms", "3600000");

        p.put("log.retention.bytes", Long.toString(RETENTION_BYTES));
        // by size only: a replay's records may carry times of years ago, or of next year, and are kept all the same
        p.put("log.retention.ms", "-1");
        p.put("log.roll.ms", Long.toString(Long.MAX_VALUE));
        p.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        p.put("log.segment.bytes", Integer.toString(SEGMENT_BYTES));
        p.put("log.index.size.max.bytes", "1048576");
        p.put("log.retention.check.interval.ms", Integer.toString(RETENTION_CHECK_MS));
        p.put("log.segment.delete.delay.ms", "1000");
        p.put("log.cleaner.dedupe.buffer.size", "4194304");
        p.put("metadata.log.segment.bytes", "8388608");
        p.put("metadata.max.retention.bytes", "16777216");
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        p.putAll(overrides);
        return p;
    }

    /** Makes a directory ready for a first start; leaves one that was formatted before as it is. */
    static void format(Path directory) throws IOException {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(CLUSTER)
                    .setNodeId(NODE)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setIgnoreFormatted(true)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(directory.toString())
                    .addDirectory(directory.toString())
                    .run();
        } catch (Exception e) {
            throw new IOException("Could not format " + directory + " for Kafka: " + e.getMessage(), e);
        }
    }
}
