package dev.undercurrent.core.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.Seeded;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ThreeSmallestTest {

    @Test
    @DisplayName("The three smallest are those of the sorted numbers, ties and neighbours in one lane included")
    void sorted() {
        Seeded.check(300, (random, size) -> {
            int from = random.nextInt(40);
            int n = random.nextInt(20 * size + 3);
            float[] values = new float[from + n + 7];
            int distinct = 1 + random.nextInt(2000);
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(distinct) / 7f;
            }
            float[] sorted = Arrays.copyOfRange(values, from, from + n);
            Arrays.sort(sorted);
            sorted = Arrays.copyOf(sorted, Math.max(3, n));
            Arrays.fill(sorted, n, sorted.length, Float.MAX_VALUE);
            ThreeSmallest found = new ThreeSmallest().find(values, from, from + n);
            assertThat(new float[] {found.first(), found.second(), found.third()})
                    .isEqualTo(Arrays.copyOf(sorted, 3));
        });
    }
}
