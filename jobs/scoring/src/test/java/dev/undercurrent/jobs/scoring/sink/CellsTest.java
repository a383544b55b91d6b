package dev.undercurrent.jobs.scoring.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0.0,0",
        "1,1",
        "1000,1000",
        "0.1,0.1",
        "-2.5,-2.5",
        "123456789.6,123456790",
        "1e-9,1E-9",
        "2.0E-3,0.002",
        "1e20,1E+20",
        "NaN,''",
        "Infinity,inf",
        "0.30000000000000004,0.3"
    })
    void numbersHaveNineDigits(double x, String cell) {
        assertThat(Cells.number(x)).isEqualTo(cell);
    }

    @Test
    void everyCellReadsBackCloseToItsNumber() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 10_000; i++) {
            double x = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(x) && Math.abs(x) > Double.MIN_NORMAL && Math.abs(x) < 1e307) {
                assertThat(Double.parseDouble(Cells.number(x))).isCloseTo(x, Percentage.withPercentage(1e-6));
            }
        }
    }

    @Test
    void timesAreIso() {
        assertThat(Cells.time(1_700_000_000_000_001L)).isEqualTo("2023-11-14T22:13:20.000001Z");
        assertThat(Cells.time(-1_000_000)).isEqualTo("1969-12-31T23:59:59Z");
    }
}
