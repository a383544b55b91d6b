package dev.undercurrent.jobs.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.jobs.cli.embedded.EmbeddedKafka;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TopicTest {

    @Test
    @Timeout(60)
    @DisplayName("a topic is read from its beginning to its present end, without what was aborted, series by series")
    void reads() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            kafka.createTopic("past", 3, Map.of());
            kafka.createTopic("nothing", 1, Map.of());
            write(kafka);
            PastReader reader = new PastReader(
                    ConfigLoader.load(
                            "source: {format: csv, kafka: {bootstrap: \"" + kafka.bootstrapServers()
                                    + "\"}, fields: {columns: [timestamp, value], time-format: s}}",
                            List.of(),
                            Map.of()),
                    read -> {});
            Past past = reader.topic("past");
            assertThat(past.events()).isEqualTo(41);
            assertThat(past.keys()).isEqualTo(3);
            assertThat(past.invalid()).containsExactly(Map.entry("bad-value", 1L));
            Past.Series b = past.series().get(1);
            assertThat(b.id()).isEqualTo("b");
            assertThat(b.channel(0)).startsWith(0, 1, 2, 3).hasSize(20).endsWith(19);
            assertThatThrownBy(() -> reader.topic("nothing")).hasMessageContaining("topic nothing holds no event");
        }
    }

    private static void write(EmbeddedKafka kafka) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "t", "acks", "all");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int t = 0; t < 20; t++) {
                send(producer, "a", 1000 + t + "," + 100 * t);
                send(producer, "b", 1000 + t + "," + t);
            }
            send(producer, "b", "1050,high");
            send(producer, "c", "1050,7");
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, "a", "2000,9");
            producer.flush();
            producer.abortTransaction();
        }
    }

    private static void send(KafkaProducer<String, String> producer, String key, String value) throws Exception {
        producer.send(new ProducerRecord<>("past", key, value)).get();
    }
}
