package dev.undercurrent.jobs.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayColumnsTest {

    private static final long TIME = 1_396_310_400_000_000L;

    @Test
    void oneColumnOfValuesIsNamedAfterTheFile() throws IOException {
        assertThat(read("dir/pump.csv.gz", "timestamp,value\n2014-04-01 00:00:00,1.5\n2014-04-01 00:05:00,\n"))
                .containsExactly(new Sample("pump", TIME, 1.5), new Sample("pump", TIME + 300_000_000L, Double.NaN));
    }

    @Test
    void severalColumnsAndAKeyMakeSeveralSeriesAndTextIsNoValue() throws IOException {
        assertThat(read("x.csv", "a,ts,series,note,b\n1,1396310400,s1,hot,2\n"))
                .containsExactly(new Sample("s1/a", TIME, 1), new Sample("s1/b", TIME, 2));
    }

    @Test
    void timesAreToldByTheirForm() throws IOException {
        for (String text : List.of(
                "1396310400",
                "1396310400.0",
                "1396310400000",
                "1396310400000000",
                "1396310400000000000",
                "2014-04-01",
                "2014-04-01 00:00:00",
                "2014-04-01T00:00:00Z",
                "2014-04-01T02:00:00+02:00")) {
            assertThat(ReplayColumns.time(text, 1)).as(text).isEqualTo(TIME);
        }
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> read("x.csv", "time,value\nsoon,1\n"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("\"soon\"")
                .hasMessageContaining("ISO-8601");
        assertThatThrownBy(() -> read("x.csv", "time\n1\n")).hasMessageContaining("at least one column of values");
        assertThatThrownBy(() -> Replay.speed("fast"))
                .hasMessageContaining("\"fast\"")
                .hasMessageContaining("60x");
        assertThat(Replay.speed("60x")).isEqualTo(60);
        assertThat(Replay.speed("max")).isInfinite();
    }

    private static List<Sample> read(String file, String text) throws IOException {
        Iterator<CsvRecord> rows = CsvReader.builder().ofCsvRecord(text).iterator();
        ReplayColumns columns = ReplayColumns.of(Path.of(file), rows.next());
        List<Sample> samples = new ArrayList<>();
        while (rows.hasNext()) {
            samples.addAll(columns.samples(rows.next()));
        }
        return samples;
    }
}
