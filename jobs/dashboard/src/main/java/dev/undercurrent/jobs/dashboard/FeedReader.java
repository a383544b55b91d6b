package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.jobs.scoring.format.Feed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads feeds in a thread of its own: from a bounded time back, then as they come. No consumer group, no commits: it
 * leaves no trace. Topics and partitions that appear later are found; a broker that is gone is waited for.
 */
final class FeedReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LOOK_FOR_PARTITIONS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_WHILE_NONE = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_AT_LAG = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_MILLIS = 2_000;

    private final Map<String, Object> properties;
    private final Map<String, Feed> topics;
    private final Duration back;
    private final long backRecords;
    private final Intake intake;
    private final PipelineState state;
    private final Thread thread;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean closed;
    private long lookedForPartitions;
    private long lookedAtLag;

    /**
     * @param topics to be read, with what they hold
     * @param back how far back to begin
     * @param backRecords records per partition to begin with, at most
     */
    FeedReader(
            String name,
            Map<String, Object> properties,
            Map<String, Feed> topics,
            Duration back,
            long backRecords,
            Intake intake,
            PipelineState state) {
        this.properties = properties;
        this.topics = topics;
        this.back = back;
        this.backRecords = backRecords;
        this.intake = intake;
        this.state = state;
        this.thread = new Thread(this::run, "dashboard-" + name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> opened =
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = opened;
                while (!closed) {
                    step(opened);
                }
            } catch (WakeupException | InterruptException e) {
                // close() asked for it, or the loop's condition decides
            } catch (RuntimeException e) {
                // wrong credentials, a registry that does not answer, a broker of another kind: said, and tried again
                state.trouble(e.getMessage());
                LOG.warn("The live page cannot read {}; trying again", topics.keySet(), e);
                pause();
            }
            assigned.clear();
            lookedForPartitions = 0;
        }
    }

    private void pause() {
        try {
            var unused = stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step(KafkaConsumer<byte[], byte[]> from) {
        long now = System.nanoTime();
        long every = assigned.isEmpty() ? LOOK_WHILE_NONE : LOOK_FOR_PARTITIONS;
        if (lookedForPartitions == 0 || now - lookedForPartitions > every) {
            lookedForPartitions = now;
            assign(from);
        }
        if (assigned.isEmpty()) {
            state.trouble("none of the topics " + String.join(", ", topics.keySet()) + " exists yet");
            pause();
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : from.poll(POLL)) {
            intake.take(topics.get(record.topic()), record);
        }
        if (now - lookedAtLag > LOOK_AT_LAG) {
            lookedAtLag = now;
            lag(from);
        }
    }

    private void assign(KafkaConsumer<byte[], byte[]> to) {
        Map<String, List<PartitionInfo>> known = to.listTopics();
        List<TopicPartition> fresh = new ArrayList<>();
        for (String topic : topics.keySet()) {
            for (PartitionInfo info : known.getOrDefault(topic, List.of())) {
                TopicPartition partition = new TopicPartition(topic, info.partition());
                if (assigned.add(partition)) {
                    fresh.add(partition);
                }
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        to.assign(assigned);
        Map<TopicPartition, Long> since = new HashMap<>();
        long begin = System.currentTimeMillis() - back.toMillis();
        fresh.forEach(partition -> since.put(partition, begin));
        Map<TopicPartition, Long> first = to.beginningOffsets(fresh);
        Map<TopicPartition, Long> last = to.endOffsets(fresh);
        Map<TopicPartition, OffsetAndTimestamp> found = to.offsetsForTimes(since);
        for (TopicPartition partition : fresh) {
            OffsetAndTimestamp at = found.get(partition);
            long end = last.get(partition);
            long offset = at == null ? end : at.offset();
            to.seek(partition, Math.max(first.get(partition), Math.max(offset, end - backRecords)));
        }
        state.trouble(null);
    }

    private void lag(KafkaConsumer<byte[], byte[]> of) {
        Map<Feed, Long> unread = new HashMap<>();
        for (TopicPartition partition : assigned) {
            OptionalLong behind = of.currentLag(partition);
            unread.merge(topics.get(partition.topic()), behind.orElse(0), Long::sum);
        }
        unread.forEach(state::unread);
    }

    @Override
    public void close() {
        closed = true;
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        stop.countDown();
        try {
            thread.join(3_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
