package dev.undercurrent.evaluation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoredTest {

    private static final String HEADER = "timestamp,series,a,b,anomaly_score,p_value,surprisal,alarm,regime,"
            + "regime_probability,change_probability,regime_since,incident,incident_score,expected_a,expected_b,lower_a,"
            + "lower_b,upper_a,upper_b,status\n";

    private static String row(String minute, String regime, String since, String incident) {
        return "2020-01-01 00:" + minute + ":00,s,1,2,0.5,0.01,3,true," + regime + ",0.9,0.1,2020-01-01T00:" + since
                + ":00Z,1," + incident + ",1,2,0,1,2,3,OK\n";
    }

    @Test
    @DisplayName(
            "Changes are dated by the row that the job names and reported at the row where it does; late rows are none")
    void reads(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("s.csv");
        Files.writeString(
                file,
                HEADER
                        + row("00", "0", "00", "0")
                        + row("01", "0", "00", "0.5")
                        + "2020-01-01 00:00:30,s,1,2,,,,,,,,,,,,,,,,,LATE\n"
                        + row("02", "0", "00", "0")
                        + row("03", "2", "01", "0"));
        Scored scored = Scored.read(file, List.of("a", "b"));
        assertThat(scored.changes()).containsExactly(new Scored.Change(1, 4));
        assertThat(scored.incident()).containsExactly(0, 0.5, 0, 0, 0);
        assertThat(scored.scored(2)).isFalse();
        assertThat(scored.score()[2]).isZero();
        assertThat(scored.expected()[1][0]).isEqualTo(2);
        assertThat(scored.pValues()).containsExactly(0.01, 0.01, Double.NaN, 0.01, 0.01);
        assertThatThrownBy(() -> Scored.read(file, List.of("c"))).hasMessageContaining("no column");
    }
}
