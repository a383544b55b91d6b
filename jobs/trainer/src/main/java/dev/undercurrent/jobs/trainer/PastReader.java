package dev.undercurrent.jobs.trainer;

import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SourceConfig;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import dev.undercurrent.jobs.scoring.source.CsvFile;
import dev.undercurrent.jobs.scoring.source.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the past from files or from a topic, with the configuration's fields. */
final class PastReader {

    private static final int TELL_EVERY = 50_000;
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final PipelineConfig config;
    private final LongConsumer progress;

    /** @param progress hears of the records read, now and then */
    PastReader(PipelineConfig config, LongConsumer progress) {
        this.config = config;
        this.progress = progress;
    }

    /** @throws ConfigException where there are no such files, or nothing in them is an event */
    Past files(Path input) throws IOException {
        if (!Files.exists(input)) {
            throw ConfigException.of("--data", '"' + input.toString() + '"', "a file or directory that exists");
        }
        if (config.source().format() != SourceConfig.Format.CSV) {
            throw new ConfigException("source.format is " + config.source().format()
                    + "; allowed for files: csv. A topic is named by --topic");
        }
        PastBuilder past = new PastBuilder(config);
        InputFiles files = InputFiles.of(input);
        long read = 0;
        for (int i = 0; i < files.paths().size(); i++) {
            try (CsvFile file = CsvFile.open(files.path(i), config.source().fields())) {
                long row = 0;
                for (String[] cells = file.next(); cells != null; cells = file.next()) {
                    past.add(RawRecord.ofRow(files.paths().get(i), i, row++, file.columns(), cells));
                    tell(++read);
                }
            }
        }
        return past.past(input.toString());
    }

    /**
     * All committed records of the topic, from its beginning to where it ends when the reading starts.
     *
     * @throws ConfigException where there is no such topic, it does not answer, or nothing in it is an event
     */
    Past topic(String topic) {
        Properties properties = new Properties();
        properties.setProperty("isolation.level", "read_committed");
        properties.putAll(config.source().kafka().properties());
        properties.setProperty("bootstrap.servers", config.source().kafka().bootstrap());
        properties.setProperty("enable.auto.commit", "false");
        PastBuilder past = new PastBuilder(config);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, ANSWER).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw ConfigException.of("--topic", topic, "a topic of " + bootstrap());
            }
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions, ANSWER));
            consumer.seekToBeginning(partitions);
            read(consumer, ends, past);
        } catch (KafkaException e) {
            throw new ConfigException("topic " + topic + " of " + bootstrap() + " cannot be read: " + e.getMessage());
        }
        return past.past("topic " + topic);
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, PastBuilder past) {
        long read = 0;
        while (true) {
            // positions pass over the marks of transactions, which no record shows
            ends.entrySet().removeIf(end -> {
                boolean done = consumer.position(end.getKey()) >= end.getValue();
                if (done) {
                    consumer.pause(List.of(end.getKey()));
                }
                return done;
            });
            if (ends.isEmpty()) {
                return;
            }
            for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofSeconds(1))) {
                Long end = ends.get(new TopicPartition(r.topic(), r.partition()));
                if (end != null && r.offset() < end) {
                    past.add(RawRecord.ofKafka(
                            r.key(),
                            r.value(),
                            r.topic(),
                            r.partition(),
                            r.offset(),
                            r.timestamp() < 0 ? RawRecord.NO_TIMESTAMP : r.timestamp()));
                    tell(++read);
                }
            }
        }
    }

    private String bootstrap() {
        return config.source().kafka().bootstrap();
    }

    private void tell(long read) {
        if (read % TELL_EVERY == 0) {
            progress.accept(read);
        }
    }
}
