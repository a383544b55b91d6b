package dev.undercurrent.jobs.cli.demo;

import dev.undercurrent.jobs.cli.embedded.EmbeddedKafka;
import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import dev.undercurrent.schemas.Observation;
import dev.undercurrent.schemas.Score;
import dev.undercurrent.schemas.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Gives every observation a verdict by rote, one transaction per poll: what a demo needs of a job, and no more. */
final class FakePipeline implements Pipeline {

    private final boolean mute;
    private volatile boolean stopped;

    /** @param mute true for a pipeline that reads and never says anything */
    FakePipeline(boolean mute) {
        this.mute = mute;
    }

    @Override
    public double commitSeconds() {
        return 0.05;
    }

    @Override
    public Running start(EmbeddedKafka kafka, EmbeddedRegistry registry, Path directory) {
        Thread thread = new Thread(() -> run(kafka.bootstrapServers(), new Wire(registry)), "fake-pipeline");
        thread.setDaemon(true);
        thread.start();
        return new Running() {
            @Override
            public String failure() {
                return null;
            }

            @Override
            public void close() {
                stopped = true;
                try {
                    thread.join(5_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    private void run(String bootstrap, Wire wire) {
        try (KafkaConsumer<byte[], byte[]> in = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", "false"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> out = new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap, "transactional.id", "fake"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            TopicPartition partition = new TopicPartition(Topics.OBSERVATIONS, 0);
            in.assign(List.of(partition));
            in.seekToBeginning(List.of(partition));
            out.initTransactions();
            while (!stopped) {
                var records = in.poll(Duration.ofMillis(50));
                if (records.isEmpty() || mute) {
                    continue;
                }
                out.beginTransaction();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    Observation seen = wire.decode(record.value(), Observation.class, Observation.getClassSchema());
                    var unused = out.send(new ProducerRecord<>(
                            Topics.SCORES, record.key(), wire.encode(Topics.SCORES, verdict(seen))));
                }
                out.commitTransaction();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Score verdict(Observation seen) {
        return Score.newBuilder()
                .setSeries(seen.getSeries())
                .setTime(seen.getTime())
                .setSequence(0)
                .setEpoch(seen.getTime())
                .setValues(seen.getValues())
                .setStatus(Status.OK)
                .setSurprisal(1)
                .setPValue(0.5)
                .setAnomalyScore(0.1)
                .setAlarm(false)
                .setRegime(1)
                .setRegimeProbability(0.9)
                .setChangeProbability(0)
                .setRegimeSince(seen.getTime().minusSeconds(75))
                .setExpected(List.of(1.0))
                .setLower(List.of(0.5))
                .setUpper(List.of(1.5))
                .setModel("fake@0")
                .build();
    }
}
