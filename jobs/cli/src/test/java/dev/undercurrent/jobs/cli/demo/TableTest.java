package dev.undercurrent.jobs.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void everyLineFitsTheWidth() {
        List<Row> rows = List.of(
                row("host/cpu/0", 12.3456, 0.2, false),
                row("a-very-long/series-name/that-nobody/would-read-in-full/42", -1.5e12, 0.99, true),
                row("x", Double.NaN, 0, false));
        for (int width : new int[] {20, 60, 80, 100, 200}) {
            assertThat(new Table(width, false).lines(rows, 20)).hasSize(4).allMatch(line -> line.length() <= width);
            assertThat(new Table(width, true).lines(rows, 20))
                    .allMatch(line -> line.replaceAll("\033\\[[0-9;]*m", "").length() <= width);
        }
    }

    @Test
    void eightyColumnsShowEverythingThatMatters() {
        String line = new Table(80, false)
                .lines(List.of(row("host/memory/used", 3_456_000_000.0, 0.31, true)), 10)
                .get(1);
        assertThat(line).contains("host/memory/used", "3.456G", "…", "0.93", "1m15", "0.31", "ALARM");
    }

    @Test
    void withTooFewLinesTheMostAnomalousRowsStayInNaturalOrder() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            rows.add(row("cpu/" + i, i, i == 2 || i == 10 || i == 9 ? 0.8 : 0.1, i == 25));
        }
        List<String> lines = new Table(80, false).lines(rows, 6);
        assertThat(lines.stream()
                        .skip(1)
                        .limit(4)
                        .map(line -> line.substring(0, 7).strip()))
                .containsExactly("cpu/2", "cpu/9", "cpu/10", "cpu/25");
        assertThat(lines).hasSize(6).last().asString().contains("26 quieter series");
    }

    @Test
    void withoutColourThereIsNoControlSequence() {
        assertThat(String.join("", new Table(120, false).lines(List.of(row("x", 1, 0.9, true)), 5)))
                .doesNotContain("\033");
    }

    @Test
    void numbersAndDurationsAreShort() {
        assertThat(List.of(
                        Table.number(0),
                        Table.number(12.345),
                        Table.number(9999),
                        Table.number(12345),
                        Table.number(1.5e7),
                        Table.number(-2.5e9),
                        Table.number(1e20),
                        Table.number(1e-9)))
                .containsExactly("0.000", "12.35", "9999", "12.35k", "15.00M", "-2.500G", "1.0e+20", "1.0e-09");
        assertThat(List.of(
                        Table.duration(5_400_000),
                        Table.duration(75_000_000),
                        Table.duration(7_500_000_000L),
                        Table.duration(200_000_000_000L)))
                .containsExactly("5s", "1m15", "2h05", "2d07h");
    }

    private static Row row(String series, double value, double score, boolean alarm) {
        return new Row(series, value, value - 1, value + 1, 3, 0.93, 75_000_000, score, score, alarm, false);
    }
}
