package dev.undercurrent.jobs.scoring.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.FeedEncoder;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import dev.undercurrent.jobs.scoring.format.Samples;
import dev.undercurrent.jobs.scoring.registry.FakeRegistry;
import dev.undercurrent.jobs.scoring.registry.RegistryException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness may be interrupted while closing; then the test fails
class DecodeFunctionTest {

    private static OneInputStreamOperatorTestHarness<RawRecord, Event> harness(PipelineConfig config) throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(
                new ProcessOperator<>(new DecodeFunction(config, new FeedEncoder(config))));
        harness.open();
        return harness;
    }

    private static RawRecord record(String value) {
        return RawRecord.ofKafka(null, value.getBytes(StandardCharsets.UTF_8), "in", 1, 2, RawRecord.NO_TIMESTAMP);
    }

    @Test
    void badRecordsLeaveByTheSideAndGoodOnesGoOn() throws Exception {
        try (var harness = harness(Samples.config("source: {format: json}"))) {
            harness.processElement(record("{\"series\":\"a\",\"time\":5,\"values\":[1]}"), 0);
            harness.processElement(record("poison"), 0);
            harness.processElement(record("{\"series\":\"a\",\"time\":6,\"values\":[2]}"), 0);

            assertThat(harness.extractOutputValues()).extracting(Event::time).containsExactly(5L, 6L);
            assertThat(harness.getSideOutput(DecodeFunction.DEAD_LETTERS)).hasSize(1);
            OutRecord letter =
                    harness.getSideOutput(DecodeFunction.DEAD_LETTERS).remove().getValue();
            assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("poison");
            assertThat(letter.headers()).contains("error.class", "malformed", "source.offset", "2");
        }
    }

    @Test
    void anUnreachableRegistryFailsTheJobInsteadOfSettingRecordsAside() throws Exception {
        FakeRegistry gone = new FakeRegistry();
        gone.close();
        PipelineConfig config =
                Samples.config("registry: {retry: 10ms, url: \"" + gone.config().url() + "\"}");
        try (var harness = harness(config)) {
            assertThatThrownBy(() -> harness.processElement(record("\0\0\0\0\1x"), 0))
                    .isInstanceOf(RegistryException.class);
        }
    }
}
