package dev.undercurrent.jobs.scoring.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.scoring.config.LogsConfig;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTimesTest {

    private static final long RECORD = Instant.parse("2024-05-06T08:00:00Z").toEpochMilli();

    private static LineTimes common() {
        return new LineTimes(new LogsConfig.Time(null, List.of(), 0, LogsConfig.Missing.RECORD), ZoneOffset.UTC);
    }

    private static LineTimes declared(String pattern, String... formats) {
        return new LineTimes(
                new LogsConfig.Time(pattern, List.of(formats), 0, LogsConfig.Missing.RECORD), ZoneOffset.UTC);
    }

    private static Instant instant(LineTimes.Hit hit) {
        return Instant.EPOCH.plus(hit.micros(), java.time.temporal.ChronoUnit.MICROS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "2024-05-06T07:08:09.123Z INFO up|2024-05-06T07:08:09.123Z|0|24",
                "[2024-05-06 07:08:09,123] INFO up|2024-05-06T07:08:09.123Z|1|24",
                "2024/05/06 07:08:09 up|2024-05-06T07:08:09Z|0|19",
                "2024-05-06 07:08:09 +02:00 up|2024-05-06T05:08:09Z|0|26",
                "2024-05-06T07:08:09.123456+0200 up|2024-05-06T05:08:09.123456Z|0|31",
                "24/05/06 07:08:09 INFO up|2024-05-06T07:08:09Z|0|17",
                "240506 070809 143 INFO dfs.Node: up|2024-05-06T07:08:09Z|0|13",
                "20240506-07:08:09:123|2024-05-06T07:08:09.123Z|0|21",
                "10.0.0.1 - - [06/May/2024:07:08:09 +0200] \"GET /\"|2024-05-06T05:08:09Z|14|40",
                "May  6 07:08:09 host sshd[1]: up|2024-05-06T07:08:09Z|0|15",
                "[Mon May 06 07:08:09 2024] [notice] up|2024-05-06T07:08:09Z|5|25",
                "- 1714979289 2024.05.06 R02 up|2024-05-06T07:08:09Z|2|12",
                "1714979289.5 up|2024-05-06T07:08:09.500Z|0|12",
                "1714979289123 up|2024-05-06T07:08:09.123Z|0|13",
                "2024-05-06-07.08.09.675872 R02|2024-05-06T07:08:09.675872Z|0|26",
                "nova.log.2024-05-06_13:53:08 2024-05-06 07:08:09.008 257 up|2024-05-06T07:08:09.008Z|29|52"
            })
    void commonForms(String line, String expected, int start, int end) {
        LineTimes.Hit hit = common().find(line, RECORD);

        assertThat(hit).isNotNull();
        assertThat(instant(hit)).isEqualTo(Instant.parse(expected));
        assertThat(List.of(hit.start(), hit.end())).containsExactly(start, end);
    }

    @ParameterizedTest
    @CsvSource({
        "nothing here",
        "version 1.2.3 of 2024",
        "2024-13-45 07:08:09 is no day",
        "took 1714979289 ms",
        "10.20.30.40:50010 closed",
        "at a.b.C(D.java:12)"
    })
    void noTime(String line) {
        assertThat(common().find(line, RECORD)).isNull();
    }

    @Test
    void aMissingYearIsTheNearest() {
        long newYear = Instant.parse("2025-01-01T00:00:05Z").toEpochMilli();

        assertThat(instant(common().find("Dec 31 23:59:59 host up", newYear))).isEqualTo("2024-12-31T23:59:59Z");
        assertThat(instant(common().find("Jan  1 00:00:01 host up", newYear))).isEqualTo("2025-01-01T00:00:01Z");
        assertThat(instant(common().find("Feb 29 00:00:01 host up", RECORD))).isEqualTo("2024-02-29T00:00:01Z");
        assertThat(instant(common().find("May  6 07:08:09 up", RawRecord.NO_TIMESTAMP)))
                .isEqualTo("2000-05-06T07:08:09Z");
    }

    @Test
    void aTimeFarWithinTheLineIsNoneOfTheLine() {
        assertThat(common().find("x".repeat(LineTimes.REACH) + " 2024-05-06 07:08:09", RECORD))
                .isNull();
    }

    @Test
    void declaredFormatsAreTriedInOrder() {
        LineTimes times = declared(null, "dd.MM.yyyy HH:mm:ss", "iso");

        assertThat(instant(times.find("06.05.2024 07:08:09 up", RECORD))).isEqualTo("2024-05-06T07:08:09Z");
        assertThat(instant(times.find("[2024-05-06T07:08:09Z] up", RECORD))).isEqualTo("2024-05-06T07:08:09Z");
        assertThat(times.find("May  6 07:08:09 up", RECORD)).isNull();
    }

    @Test
    void aPatternSaysWhereTheTimeIs() {
        LineTimes.Hit hit = declared("ts=(\\d+)", "ms").find("level=info ts=1714979289123 msg=up", RECORD);

        assertThat(instant(hit)).isEqualTo("2024-05-06T07:08:09.123Z");
        assertThat(List.of(hit.start(), hit.end())).containsExactly(14, 27);
    }

    @Test
    void timesWithoutAZoneAreOfTheConfiguredOne() {
        LineTimes times = new LineTimes(
                new LogsConfig.Time(null, List.of(), 0, LogsConfig.Missing.RECORD), ZoneId.of("Europe/Berlin"));

        assertThat(instant(times.find("2024-05-06 07:08:09 up", RECORD))).isEqualTo("2024-05-06T05:08:09Z");
        assertThat(instant(times.find("2024-01-06 07:08:09 up", RECORD))).isEqualTo("2024-01-06T06:08:09Z");
    }
}
