package dev.undercurrent.bundle.card;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlotTest {

    /** Inside a chart of height 156, x goes from 76 to 826 and y from 112 up to 12. */
    private static Plot plot() {
        return new Plot("t", 156, new Axis(0, 10, "x"), new Axis(0, 100, "y"));
    }

    @Test
    @DisplayName("Ticks are round, inside the axis, and as many as asked for at most")
    void ticks() {
        assertThat(new Axis(0, 1, "").ticks(5)).containsExactly(0., .2, .4, .6000000000000001, .8, 1.);
        assertThat(new Axis(-.37, .41, "").ticks(5)).containsExactly(-.2, 0., .2, .4);
        assertThat(new Axis(0, 5333, "").ticks(9)).containsExactly(0., 1000., 2000., 3000., 4000., 5000.);
        assertThat(new Axis(-1.25, -1.2, "").text(-1.24, 5)).isEqualTo("−1.24");
        assertThat(new Axis(0, 1, "").text(.6000000000000001, 5)).isEqualTo("0.6");
        assertThat(new Axis(0, 5333, "").text(5000, 9)).isEqualTo("5,000");
        assertThat(new Axis(0, 2e-9, "").text(1e-9, 5)).isEqualTo("1E−9");
    }

    @Test
    @DisplayName("An axis around values leaves a margin, and has a length where they are all equal")
    void around() {
        assertThat(Axis.around("", .1, new double[] {0, 10, Double.NaN})).isEqualTo(new Axis(-1, 11, ""));
        assertThat(Axis.around("", .1, new double[] {50, 50})).isEqualTo(new Axis(45, 55, ""));
        assertThat(Axis.around("", .1, new double[0])).isEqualTo(new Axis(0, 1, ""));
    }

    @Test
    @DisplayName("A line is where its values are, and stops at gaps")
    void line() {
        double[] x = {0, 5, 10, 10};
        assertThat(plot().line(x, new double[] {0, 50, 100, 25}, "a").svg())
                .contains("d=\"M76 112L451 62L826 12L826 87\"");
        assertThat(plot().line(x, new double[] {0, Double.NaN, 100, 50}, "a").svg())
                .contains("d=\"M76 112h0M826 12L826 62\"");
        assertThat(plot().line(x, new double[] {-50, 150, 0, 0}, "a").svg()).contains("M76 112L451 12L");
    }

    @Test
    @DisplayName("A band runs along its upper side and back along its lower one")
    void band() {
        String svg = plot().band(new double[] {0, 10}, new double[] {0, 25}, new double[] {50, 75}, "a")
                .svg();
        assertThat(svg).contains("d=\"M76 62L826 37L826 87L76 112Z\"");
    }

    @Test
    @DisplayName("Bars stand on zero, and equal states in a row are one box with its words")
    void boxes() {
        var low = new Plot("t", 156, new Axis(0, 10, "x"), new Axis(-100, 100, "y"));
        String svg = low.bars(new double[] {5}, new double[] {-50}, 1, "a", new String[] {"w"})
                .svg();
        assertThat(svg).contains("x=\"413.5\" y=\"62\" width=\"75\" height=\"25\"><title>w</title>");
        String steps = plot().steps(new int[] {1, 1, -1, 0}, 0, 100, "tint", new String[] {"a", "<b>"})
                .svg();
        assertThat(steps).contains("<title>&lt;b&gt;, 0 to 1</title>", "<title>a, 3 to 3</title>");
        assertThat(steps.split("<rect")).hasSize(3);
    }

    @Test
    @DisplayName("Numbers read the same everywhere")
    void digits() {
        assertThat(Digits.fixed(-1234567.891, 1)).isEqualTo("−1,234,567.9");
        assertThat(Digits.fixed(-.001, 2)).isEqualTo("0.00");
        assertThat(Digits.fixed(Double.NaN, 2)).isEqualTo("–");
        assertThat(Digits.significant(.000123456)).isEqualTo("0.0001235");
        assertThat(Digits.significant(65_500_000)).isEqualTo("65,500,000");
        assertThat(Digits.significant(-10.7149)).isEqualTo("−10.71");
        assertThat(Digits.significant(1e-30)).isEqualTo("1E−30");
        assertThat(Digits.percent(.7614, 1)).isEqualTo("76.1 %");
        assertThat(Digits.pixel(-.04)).isEqualTo("0");
        assertThat(Digits.pixel(12.34)).isEqualTo("12.3");
        assertThat(Digits.pixel(-.25)).isEqualTo("-0.2");
    }
}
