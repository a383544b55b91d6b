package dev.undercurrent.evaluation.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChartTest {

    @Test
    @DisplayName("Ticks are 1, 2 or 5 times a power of ten apart, inside the axis, with the digits they need")
    void ticks() {
        Axis axis = Axis.of(-0.13, 0.52, 0, 100);
        assertThat(labels(axis, 6)).containsExactly("-0.1", "0.0", "0.1", "0.2", "0.3", "0.4", "0.5");
        assertThat(labels(Axis.of(0, 100, 0, 1), 5)).containsExactly("0", "20", "40", "60", "80", "100");
        assertThat(labels(Axis.of(0.70, 1.0, 0, 1), 6))
                .containsExactly("0.70", "0.75", "0.80", "0.85", "0.90", "0.95", "1.00");
        assertThat(labels(Axis.of(0, 3e7, 0, 1), 3)).containsExactly("0.00", "1.00e+07", "2.00e+07", "3.00e+07");
    }

    private static List<String> labels(Axis axis, int about) {
        return axis.ticks(about).stream().map(t -> axis.label(t, about)).toList();
    }

    @Test
    @DisplayName("An axis of one value has room on both sides, and maps linearly")
    void axis() {
        Axis single = Axis.of(7, 7, 0, 100);
        assertThat(single.at(7)).isCloseTo(50, within(1e-9));
        assertThat(Axis.of(0, 10, 200, 100).at(2.5)).isEqualTo(175);
    }

    @Test
    @DisplayName("Lines go through their points, break where a value is missing and end at the edge of a fixed axis")
    void lines() {
        // plot area: x 52 … 152, y from 10 (top) to 110 (bottom)
        String svg = new Chart("c", 162, 146, "x")
                .vertical(0, 10)
                .line(new double[] {0, 1, 2, 3, 4}, new double[] {0, 10, Double.NaN, 5, 30}, "s1", "a<b")
                .svg();
        assertThat(svg).contains("d=\"M52,110L77,10M127,60L152,10\"").contains("<title>a&lt;b</title>");
        String dot = new Chart("c", 162, 146, "x")
                .vertical(0, 10)
                .line(new double[] {0, 1, 2}, new double[] {Double.NaN, 5, Double.NaN}, "s1", "a")
                .svg();
        assertThat(dot).contains("d=\"M102,60h0\"");
    }

    @Test
    @DisplayName("Bands run along the upper edge and back along the lower one; bars stand on 0")
    void bandsAndBars() {
        String band = new Chart("c", 162, 146, "x")
                .vertical(0, 10)
                .band(new double[] {0, 1}, new double[] {1, 2}, new double[] {3, 4}, "s2", "b")
                .svg();
        assertThat(band).contains("d=\"M52,80L152,70L152,90L52,100Z\"");
        String column = new Chart("c", 162, 146, "x")
                .vertical(0, 10)
                .band(new double[] {3}, new double[] {1}, new double[] {30}, "s2", "b")
                .svg();
        assertThat(column).contains("x=\"99\" y=\"10\" width=\"6\" height=\"90\"");
        String bars = new Chart("c", 162, 146, "x")
                .vertical(0, 1)
                .bars(new double[] {0, 0.5, 1}, new double[] {0.25, 1}, "s1", new String[] {"p", "q"})
                .svg();
        assertThat(bars)
                .contains("x=\"52.5\" y=\"85\" width=\"49\" height=\"25\"><title>p</title>")
                .contains("x=\"102.5\" y=\"10\" width=\"49\" height=\"100\"><title>q</title>");
    }

    @Test
    @DisplayName("A free axis spans what is drawn and what it was told to include")
    void span() {
        String svg = new Chart("c", 162, 146, "x")
                .include(0)
                .line(new double[] {0, 1}, new double[] {5, 10}, "s1", "a")
                .svg();
        // from 0 to 10 and 5 % of room above: 10.5 over 100 pixels
        assertThat(svg).contains("d=\"M52,62.4L152,14.8\"");
    }
}
