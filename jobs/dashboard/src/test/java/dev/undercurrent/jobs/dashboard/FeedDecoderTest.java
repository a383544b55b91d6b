package dev.undercurrent.jobs.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.schemas.Score;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FeedDecoderTest {

    private static final Score SCORE = Made.score("a/b", 1_700_000_000_000_001L, 0.5, 1.0, null);

    @Test
    @DisplayName("Plain Avro is read, and bytes that are none are said to be none")
    void plain() throws IOException {
        FeedDecoder decoder = new FeedDecoder(Made.config("sink.format=avro-plain"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new SpecificDatumWriter<>(Score.class).write(SCORE, encoder);
        assertThat(decoder.decode(out.toByteArray(), Score.class, Score.getClassSchema()))
                .isEqualTo(SCORE);
        assertThatThrownBy(() -> decoder.decode(new byte[] {2, 65}, Score.class, Score.getClassSchema()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> decoder.decode(null, Score.class, Score.getClassSchema()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no value");
    }

    @Test
    @DisplayName("JSON is read as the sink writes it: microseconds, and null for numbers that JSON lacks")
    void json() throws IOException {
        FeedDecoder decoder = new FeedDecoder(Made.config("sink.format=json"));
        String text = """
                {"series":"a/b","time":1700000000000001,"sequence":1700000000000001,"epoch":0,"values":[1.0,null],
                 "status":"OK","surprisal":1.5,"p_value":0.5,"anomaly_score":0.5,"alarm":false,"regime":%d,
                 "regime_probability":0.75,"change_probability":0.125,"regime_since":850000000000000,
                 "expected":[10.0,10.0],"lower":[8.0,8.0],"upper":[12.5,12.5],"contributions":null,"members":null,
                 "incident":null,"model":"m@1"}""".formatted(SCORE.getRegime());
        Score read = decoder.decode(text.getBytes(StandardCharsets.UTF_8), Score.class, Score.getClassSchema());
        assertThat(read).isEqualTo(SCORE);
        assertThatThrownBy(() ->
                        decoder.decode("[1]".getBytes(StandardCharsets.UTF_8), Score.class, Score.getClassSchema()))
                .isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("The page's clients take the security settings of the job's, and nothing that only producers know")
    void connections() {
        PipelineConfig config = Made.config(
                "sink.kafka.bootstrap=there:9093",
                "sink.kafka.properties.security.protocol=SASL_SSL",
                "sink.kafka.properties.sasl.mechanism=PLAIN",
                "sink.kafka.properties.sasl.jaas.config=secret",
                "sink.kafka.properties.ssl.truststore.location=/t",
                "sink.kafka.properties.linger.ms=9",
                "sink.kafka.properties.transaction.timeout.ms=9",
                "dashboard.properties.sasl.jaas.config=reader");
        Map<String, Object> consumer = Connections.consumer(config);
        assertThat(consumer)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("sasl.jaas.config", "reader")
                .containsEntry("ssl.truststore.location", "/t")
                .containsEntry("bootstrap.servers", "there:9093")
                .containsEntry("isolation.level", "read_committed")
                .doesNotContainKeys("linger.ms", "transaction.timeout.ms", "group.id");
    }
}
