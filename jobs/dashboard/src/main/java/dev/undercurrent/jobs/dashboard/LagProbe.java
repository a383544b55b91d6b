package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.jobs.scoring.config.SourceConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Asks every few seconds how much of its input the job has not read: end of the topic less what its group committed. */
final class LagProbe implements AutoCloseable {

    private static final long PERIOD_MILLIS = 5_000;
    private static final long PATIENCE_MILLIS = 4_000;

    private final Map<String, Object> properties;
    private final SourceConfig.Kafka source;
    private final PipelineState state;
    private final Thread thread;
    private volatile boolean closed;

    LagProbe(Map<String, Object> properties, SourceConfig.Kafka source, PipelineState state) {
        this.properties = properties;
        this.source = source;
        this.state = state;
        this.thread = new Thread(this::run, "dashboard-lag");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (Admin admin = Admin.create(properties)) {
                while (!closed) {
                    state.lag(ask(admin));
                    TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (KafkaException e) {
                state.lag(new PipelineState.Lag(-1, e.getMessage()));
                rest();
            }
        }
    }

    private void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PipelineState.Lag ask(Admin admin) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(source.group())
                    .partitionsToOffsetAndMetadata()
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            committed.keySet().stream()
                    .filter(partition -> partition.topic().equals(source.topic()))
                    .forEach(partition -> ends.put(partition, OffsetSpec.latest()));
            if (ends.isEmpty()) {
                return new PipelineState.Lag(-1, "group " + source.group() + " has committed nothing yet");
            }
            long records = 0;
            for (var end : admin.listOffsets(ends)
                    .all()
                    .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .entrySet()) {
                records += Math.max(
                        0, end.getValue().offset() - committed.get(end.getKey()).offset());
            }
            return new PipelineState.Lag(records, null);
        } catch (ExecutionException e) {
            return new PipelineState.Lag(-1, e.getCause().getMessage());
        } catch (TimeoutException e) {
            return new PipelineState.Lag(-1, "the broker did not answer within " + PATIENCE_MILLIS + " ms");
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
