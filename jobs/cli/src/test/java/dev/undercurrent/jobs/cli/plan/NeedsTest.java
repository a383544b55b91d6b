package dev.undercurrent.jobs.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NeedsTest {

    @Test
    @DisplayName("memory, checkpoints and cores follow from one series and one event")
    void arithmetic() {
        var needs = new Needs(1_000_000, 1000, 2000, 1800, 1.5, 240_000);
        assertThat(needs.checkpoint()).isEqualTo(1_064_000_000L);
        assertThat(needs.youngCheckpoint()).isEqualTo(2_064_000_000L);
        assertThat(needs.live()).isEqualTo(3_800_000_000L);
        assertThat(needs.heapMemory()).isEqualTo((1L << 30) + 5_700_000_000L);
        assertThat(needs.perCore()).isCloseTo(200_000, within(1e-6));
        assertThat(needs.cores()).isEqualTo(2); // 240,000 of 2 · 0.6 · 200,000
        assertThat(new Needs(1, 1000, 900, 1000, 1.5, 240_001).cores()).isEqualTo(3);
        assertThat(new Needs(1, 1000, 900, 1000, 1.5, 1).cores()).isEqualTo(1);
        assertThat(new Needs(1, 1000, 900, 1000, 1.5, 0).cores()).isZero();
        assertThat(new Needs(1, 1000, 900, 1000, 1.5, 0).live()).isEqualTo(1200);
    }

    @Test
    @DisplayName("quantities are told in units that people use")
    void text() {
        assertThat(Text.bytes(999)).isEqualTo("999 bytes");
        assertThat(Text.bytes(1000)).isEqualTo("1.0 kB");
        assertThat(Text.bytes(999_499)).isEqualTo("999 kB");
        assertThat(Text.bytes(999_999)).isEqualTo("1.0 MB");
        assertThat(Text.bytes(353_000_000_000L)).isEqualTo("353 GB");
        assertThat(Text.spacing(3_600_000_000L)).isEqualTo("1 h");
        assertThat(Text.spacing(300_000_000L)).isEqualTo("5 min");
        assertThat(Text.spacing(2_500L)).isEqualTo("2.50 ms");
        assertThat(Text.spacing(0)).isEqualTo("0 µs");
    }
}
