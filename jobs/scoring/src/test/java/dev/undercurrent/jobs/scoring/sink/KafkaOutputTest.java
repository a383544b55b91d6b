package dev.undercurrent.jobs.scoring.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.Samples;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class KafkaOutputTest {

    @Test
    void aFeedIsATopicAndHeadersAreKept() {
        KafkaOutput.ToTopics topics = new KafkaOutput.ToTopics("p");
        ProducerRecord<byte[], byte[]> plain =
                topics.serialize(new OutRecord(Feed.SCORES, new byte[] {1}, new byte[] {2}), null, 5L);
        ProducerRecord<byte[], byte[]> letter = topics.serialize(
                new OutRecord(Feed.DEAD_LETTERS, null, null, new String[] {"a", "b", "c", "d"}), null, null);

        assertThat(plain.topic()).isEqualTo("p.scores.v1");
        assertThat(plain.timestamp()).isNull();
        assertThat(plain.value()).containsExactly(2);
        assertThat(letter.topic()).isEqualTo("p.dlq.v1");
        assertThat(letter.headers()).extracting(Header::key).containsExactly("a", "c");
    }

    @Test
    void propertiesOfTheConfigurationWin() {
        var config = Samples.config("sink: {kafka: {properties: {linger.ms: 5, acks: all}}}");

        assertThat(KafkaOutput.properties(config))
                .containsEntry("linger.ms", "5")
                .containsEntry("acks", "all")
                .containsEntry("batch.size", "262144");
    }

    @Test
    void bothSinksCanBeBuilt() {
        assertThat(KafkaOutput.verdicts(Samples.config(""))).isNotNull();
        assertThat(KafkaOutput.deadLetters(Samples.config("sink: {kafka: {delivery: none}}")))
                .isNotNull();
    }
}
