package dev.undercurrent.evaluation.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.evaluation.TimeSeries;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {

    private static final long HOUR = 3_600_000_000L;
    private static final double NAN = Double.NaN;

    @TempDir
    Path folder;

    private Path file(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = name.endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file))
                : Files.newOutputStream(file)) {
            out.write(bytes);
        }
        return file;
    }

    private List<TimeSeries> csv(CsvLayout layout, String... lines) throws IOException {
        return DataSets.csv("d", file("d.csv", lines), layout).series();
    }

    @Test
    @DisplayName("With a header: the time column is found, texts are no values, an hourly series has days and weeks")
    void header() throws IOException {
        List<TimeSeries> series = csv(
                CsvLayout.found(),
                "\uFEFFTimestamp;kind;\"a;1\";b",
                "2024-01-01 00:00:00;x;1;",
                "2024-01-01T01:00:00Z;y;2.5;-3e2",
                "2024-01-01 03:00;z;NA;4",
                "",
                "2024-01-01 04:00:00;z;7;5");
        assertThat(series).hasSize(2);
        assertThat(series.get(0).info().id()).isEqualTo("a;1");
        assertThat(series.get(0).info().step()).isEqualTo(HOUR);
        assertThat(series.get(0).info().start()).isEqualTo(1_704_067_200_000_000L);
        assertThat(series.get(0).info().season()).isEqualTo(24);
        assertThat(series.get(0).info().cycle()).isEqualTo(168);
        // 02:00 has no row
        assertThat(series.get(0).values()).containsExactly(1, 2.5, NAN, NAN, 7);
        assertThat(series.get(1).values()).containsExactly(NAN, -300, NAN, 4, 5);
    }

    @Test
    @DisplayName("Without a header columns have numbers for names, and rows their own order")
    void noHeader() throws IOException {
        List<TimeSeries> series = csv(CsvLayout.found().withSeasons(7, 1), "3,10", "1,20");
        assertThat(series).extracting(s -> s.info().id()).containsExactly("1", "2");
        assertThat(series.get(0).values()).containsExactly(3, 1);
        assertThat(series.get(0).info().season()).isEqualTo(7);
        assertThat(series.get(0).info().step()).isZero();
        assertThat(csv(CsvLayout.found(), "2024-01-02,5", "2024-01-01,4").get(0).values())
                .containsExactly(4, 5);
    }

    @Test
    @DisplayName("A series column makes series of their rows, each in the order of its times")
    void seriesColumn() throws IOException {
        List<TimeSeries> series =
                csv(CsvLayout.found().withSeries("id"), "t,id,u,v", "2,b,1,5", "1,a,2,6", "1,b,3,7", "3,b,4,8");
        assertThat(series).extracting(s -> s.info().id()).containsExactly("b/u", "b/v", "a/u", "a/v");
        assertThat(series.get(0).values()).containsExactly(3, 1, 4);
        assertThat(series.get(3).values()).containsExactly(6);
        assertThat(series.get(0).info().season())
                .as("mere numbers tell no season")
                .isEqualTo(1);
        CsvLayout one = new CsvLayout("t", null, "id", List.of("v"), 2, 3);
        assertThat(csv(one, "t,id,u,v", "1,a,2,6").get(0).info().id()).isEqualTo("a");
    }

    @Test
    @DisplayName("Times may be seconds, milliseconds or microseconds since 1970, or dates with an offset")
    void times() {
        for (String cell : List.of(
                "1704067200",
                "1704067200000",
                "1704067200000000",
                "2024-01-01",
                "2024-01-01 01:00+01:00",
                "2024-01-01T00:00:00.000")) {
            assertThat(Cell.time(cell)).as(cell).isEqualTo(1_704_067_200_000_000L);
        }
        assertThatThrownBy(() -> Cell.time("yesterday")).hasMessageContaining("\"yesterday\"");
    }

    @Test
    @DisplayName("Rows at odd distances are neighbours; a few gaps of whole steps are not")
    void irregular() {
        assertThat(Timeline.of(new long[] {0, 10, 25, 30}, false).arrange(new double[] {1, 2, 3, 4}))
                .containsExactly(1, 2, 3, 4);
        assertThat(Timeline.of(new long[] {0, 10, 10, 20}, false).arrange(new double[] {1, 2, 3, 4}))
                .containsExactly(1, 2, 3, 4);
        assertThat(Timeline.of(new long[] {20, 0, 50, 10}, false).arrange(new double[] {1, 2, 3, 4}))
                .containsExactly(2, 4, 1, NAN, NAN, 3);
        assertThat(Timeline.of(new long[] {0, 1, 1_000_000}, false).length()).isEqualTo(3);
    }

    @Test
    @DisplayName("Seasons of the calendar by step")
    void seasons() {
        long[] steps = {HOUR / 60, HOUR / 4, HOUR, 24 * HOUR, 7 * 24 * HOUR, 30 * 24 * HOUR, 7 * HOUR, 0, 1000};
        int[] shorter = {1440, 96, 24, 7, 52, 12, 1, 1, 1};
        int[] longer = {10080, 672, 168, 1, 1, 1, 24, 1, 1};
        for (int i = 0; i < steps.length; i++) {
            assertThat(Seasons.shorter(steps[i])).as("step " + steps[i]).isEqualTo(shorter[i]);
            assertThat(Seasons.longer(steps[i])).as("step " + steps[i]).isEqualTo(longer[i]);
        }
    }

    @Test
    @DisplayName("The M4 layout: training values, then those of the test, without the empty cells of shorter series")
    void m4() throws IOException {
        Path train =
                file("train.csv.gz", "\"V1\",\"V2\",\"V3\",\"V4\"", "\"H1\",\"1\",\"2\",\"3\"", "\"H2\",\"4\",\"5\",");
        Path test = file("test.csv.gz", "\"V1\",\"V2\"", "\"H2\",\"7\"", "\"H1\",\"6\"");
        List<TimeSeries> series = DataSets.m4Hourly(train, test).series();
        assertThat(series).extracting(s -> s.info().id()).containsExactly("H1", "H2");
        assertThat(series.get(0).values()).containsExactly(1, 2, 3, 6);
        assertThat(series.get(1).values()).containsExactly(4, 5, 7);
        assertThat(series.get(1).info().season()).isEqualTo(24);
        Path other = file("other.csv", "V1,V2", "H3,1");
        assertThatThrownBy(() -> DataSets.m4Hourly(train, other)).hasMessageContaining("different series");
    }

    @Test
    @DisplayName("The ETT layout: a date, then channels")
    void ett() throws IOException {
        Path file =
                file("ETTh1.csv.gz", "date,HUFL,OT", "2016-07-01 00:00:00,5.8,30.5", "2016-07-01 01:00:00,5.7,27.8");
        List<TimeSeries> series = DataSets.ettHourly("ETTh1", file).series();
        assertThat(series).extracting(s -> s.info().id()).containsExactly("HUFL", "OT");
        assertThat(series.get(1).values()).containsExactly(30.5, 27.8);
        assertThat(series.get(1).info().cycle()).isEqualTo(168);
    }

    @Test
    @DisplayName("A file that does not fit is named with what was found")
    void errors() {
        assertThatThrownBy(() -> csv(CsvLayout.found().withSeries("id"), "a,b", "1,2"))
                .hasMessageContaining("d.csv")
                .hasMessageContaining("no column id; found: [a, b]");
        assertThatThrownBy(() -> csv(CsvLayout.found(), "a,b", "x,y")).hasMessageContaining("no column of numbers");
        assertThatThrownBy(() -> csv(CsvLayout.found())).hasMessageContaining("no rows");
    }
}
