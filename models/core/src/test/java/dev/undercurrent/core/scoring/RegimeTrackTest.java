package dev.undercurrent.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RegimeTrackTest {

    private RegimeTrack track = new RegimeTrack();
    private long time;

    private int event(int leading, double probability) {
        // what is written and read again goes on as before
        var bytes = new ByteSink(64);
        track.write(bytes);
        track = RegimeTrack.read(new ByteSource(bytes.toBytes()));
        return track.update(leading, probability, ++time);
    }

    @Test
    @DisplayName(
            "a regime is published once it has led for five events with conviction, dated back to the first of them")
    void confirmed() {
        event(1, 0.4);
        assertThat(track.regime()).isEqualTo(1);
        for (int i = 0; i < RegimeTrack.CONFIRM - 1; i++) {
            assertThat(event(2, 0.9)).isEqualTo(Verdict.NO_REGIME);
        }
        assertThat(event(2, 0.79)).isEqualTo(Verdict.NO_REGIME);
        assertThat(event(2, 0.8)).isEqualTo(1);
        assertThat(track.regime()).isEqualTo(2);
        assertThat(track.since()).isEqualTo(2);
        assertThat(track.endedAfter()).isEqualTo(1);
    }

    @Test
    @DisplayName("a single odd event changes no label")
    void odd() {
        for (int i = 0; i < 100; i++) {
            event(i % 4 == 3 ? 2 : 1, 1);
            assertThat(track.regime()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("where two others take turns the label goes to one of them, and stays with it")
    void turns() {
        event(1, 1);
        int changes = 0;
        for (int i = 0; i < 500; i++) {
            changes += event(2 + i % 2, 1) == Verdict.NO_REGIME ? 0 : 1;
            assertThat(track.regime()).isEqualTo(i < RegimeTrack.ABANDON - 1 ? 1 : 2 + (RegimeTrack.ABANDON - 1) % 2);
        }
        assertThat(changes).isEqualTo(1);
    }
}
