package dev.undercurrent.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RingTest {

    @Test
    void aFoldedPositionTellsWhatTheCountOfAllEventsTells() {
        for (int size : new int[] {1, 2, 3, 7, 32}) {
            Ring ring = new Ring(size);
            int position = 0;
            assertThat(ring.held(position)).isZero();
            for (int events = 1; events < 9 * size; events++) {
                position = ring.next((int) (float) position);
                assertThat(position).isLessThan(2 * size);
                assertThat(ring.held(position)).isEqualTo(Math.min(events, size));
                assertThat(ring.latest(position)).isEqualTo((events - 1) % size);
            }
        }
    }

    @Test
    void refusesSizesThatAFloatCannotCount() {
        assertThatThrownBy(() -> new Ring(0)).hasMessageContaining("window of 0");
        assertThatThrownBy(() -> new Ring((1 << 23) + 1)).hasMessageContaining("8388609");
    }
}
