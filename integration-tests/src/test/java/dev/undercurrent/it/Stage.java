package dev.undercurrent.it;

import dev.undercurrent.jobs.cli.embedded.EmbeddedCluster;
import dev.undercurrent.jobs.cli.embedded.EmbeddedKafka;
import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import dev.undercurrent.jobs.cli.embedded.Workspace;
import dev.undercurrent.jobs.scoring.ScoringJob;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.VerdictEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One real broker and one registry for all tests of this JVM; a Flink cluster per job. */
final class Stage {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Workspace WORKSPACE;
    private static final EmbeddedKafka KAFKA;
    private static final EmbeddedRegistry REGISTRY;

    static {
        try {
            WORKSPACE = Workspace.temporary("undercurrent-it-");
            KAFKA = EmbeddedKafka.start();
            REGISTRY = EmbeddedRegistry.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            REGISTRY.close();
            KAFKA.close();
            WORKSPACE.close();
        }));
    }

    private Stage() {}

    static EmbeddedRegistry registry() {
        return REGISTRY;
    }

    /** A new directory. */
    static Path directory(String name) throws IOException {
        return Files.createDirectories(WORKSPACE.path().resolve(name));
    }

    /**
     * A pipeline of this name and topic prefix on this stage.
     *
     * @param sets as of {@code --set}
     */
    static PipelineConfig config(String name, String yaml, String... sets) {
        List<String> all = new ArrayList<>(List.of(
                "name=" + name,
                "sink.kafka.prefix=" + name,
                "source.kafka.bootstrap=" + KAFKA.bootstrapServers(),
                "registry.url=" + REGISTRY.url(),
                "flink.checkpoint-interval=250ms",
                "flink.checkpoint-directory="
                        + WORKSPACE.path().resolve("checkpoints").toUri()));
        all.addAll(List.of(sets));
        return ConfigLoader.load(yaml, all, Map.of());
    }

    /** Creates the topics of a pipeline. */
    static void topics(PipelineConfig config, int partitions) throws IOException {
        List<NewTopic> topics = new ArrayList<>();
        topics.add(new NewTopic(config.source().kafka().topic(), partitions, (short) 1));
        for (Feed feed : Feed.values()) {
            topics.add(new NewTopic(feed.topic(config.sink().kafka().prefix()), 2, (short) 1));
        }
        KAFKA.createTopics(topics);
    }

    /** Writes records in order; where each of them went. */
    static List<RecordMetadata> produce(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        // one request in flight: where the leaders of a new topic are not up yet, the second may succeed while the
        // first must
        // be sent again, which the broker then refuses as out of sequence until it expires
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                KAFKA.bootstrapServers(),
                "linger.ms",
                5,
                "max.in.flight.requests.per.connection",
                1);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> record : records) {
                sent.add(producer.send(record));
            }
            List<RecordMetadata> places = new ArrayList<>();
            for (Future<RecordMetadata> each : sent) {
                places.add(each.get());
            }
            return places;
        }
    }

    /** What a reader of committed records finds in a feed, by partition and offset. */
    static List<ConsumerRecord<byte[], byte[]>> committed(PipelineConfig config, Feed feed) {
        String topic = feed.topic(config.sink().kafka().prefix());
        Map<String, Object> settings =
                Map.of("bootstrap.servers", KAFKA.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    /** Waits until readers of committed records find n records in a feed. */
    static void await(PipelineConfig config, Feed feed, int n, JobClient job) throws Exception {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        int found = committed(config, feed).size();
        while (found < n) {
            if (job.getJobExecutionResult().isDone() || System.nanoTime() > patience) {
                throw new AssertionError(feed + " has " + found + " records instead of " + n + "; the job is "
                        + job.getJobStatus().get());
            }
            Thread.sleep(100);
            found = committed(config, feed).size();
        }
    }

    /** Runs a job that ends by itself, on a cluster of its own. */
    static void run(PipelineConfig config, VerdictEncoder encoder) throws Exception {
        run(config, encoder, new Configuration());
    }

    static void run(PipelineConfig config, VerdictEncoder encoder, Configuration options) throws Exception {
        try (EmbeddedCluster cluster = cluster(config, options)) {
            StreamExecutionEnvironment env = cluster.environment();
            ScoringJob.onKafka(env, config, encoder);
            await(cluster.start(env, config.name()));
        }
    }

    static EmbeddedCluster cluster(PipelineConfig config, Configuration options) throws IOException {
        return new EmbeddedCluster(config.flink().parallelism(), directory("cluster-" + config.name()), options);
    }

    static void await(JobClient job) throws Exception {
        job.getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
