package dev.undercurrent.jobs.scoring.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private final InvalidRecord why = new InvalidRecord(Cause.BAD_TIME, "m".repeat(900));

    @Test
    void theOriginalBytesAreKeptWithWhyAndWhereFrom() {
        RawRecord raw = RawRecord.ofKafka(new byte[] {1}, new byte[] {2, 3}, "in", 4, 5, 6);
        OutRecord letter = DeadLetters.of(raw, why);

        assertThat(letter.feed().topic("uc")).isEqualTo("uc.dlq.v1");
        assertThat(letter.key()).isSameAs(raw.key());
        assertThat(letter.value()).isSameAs(raw.value());
        assertThat(letter.headers())
                .containsExactly(
                        "error.class", "bad-time",
                        "error.message", "m".repeat(500) + "…",
                        "stage", "validate",
                        "source.topic", "in",
                        "source.partition", "4",
                        "source.offset", "5");
    }

    @Test
    void anOversizedOneIsCutAndMarked() {
        RawRecord raw = RawRecord.ofKafka(null, new byte[DeadLetters.MAX_VALUE + 1], "in", 0, 0, 0);
        OutRecord letter = DeadLetters.of(raw, why);

        assertThat(letter.value()).hasSize(DeadLetters.MAX_VALUE);
        assertThat(letter.headers()).endsWith("truncated", "true", "original.length", "900001");
    }

    @Test
    void noValueIsNoFault() {
        assertThat(DeadLetters.of(RawRecord.ofKafka(null, null, "in", 0, 0, 0), why)
                        .value())
                .isNull();
    }
}
