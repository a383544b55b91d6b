package dev.undercurrent.core.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderSplitterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "2024-03-01T10:20:30.123Z INFO  [main] org.example.Server: started in 3 s ~ 2024-03-01T10:20:30.123Z ~ INFO ~ org.example.Server ~ started in 3 s",
                "2024-03-01 10:20:30,123 WARN queue is full ~ 2024-03-01 10:20:30,123 ~ WARN ~ `` ~ queue is full",
                "2024-03-01 10:20:30 +0100 [ERROR] disk: sda failed ~ 2024-03-01 10:20:30 +0100 ~ ERROR ~ disk ~ sda failed",
                "[2024-03-01 10:20:30] 17 DEBUG app.web [req-1 - -] [item: 3] done ~ [2024-03-01 10:20:30] ~ DEBUG ~ app.web ~ [item: 3] done",
                "Mar  1 10:20:30 host7 cron(pam)[317]: session opened ~ Mar  1 10:20:30 ~ `` ~ cron(pam)[317] ~ session opened",
                "240301 102030 77 INFO dfs.Node$Receiver: got 3 blocks ~ 240301 102030 ~ INFO ~ dfs.Node$Receiver ~ got 3 blocks",
                "20240301-10:20:30:606|Steps|3000|onExtend:15 14 0 ~ 20240301-10:20:30:606 ~ `` ~ Steps ~ onExtend:15 14 0",
                "- 1117838570 2024.03.01 R02-M1 2024-03-01-10.20.30.675872 R02-M1 RAS KERNEL INFO 12 corrected errors ~ 2024-03-01-10.20.30.675872 ~ INFO ~ `` ~ 12 corrected errors",
                "10:20:30.5 ERROR it broke ~ 10:20:30.5 ~ ERROR ~ `` ~ it broke",
                "ERROR: it broke ~ `` ~ ERROR ~ `` ~ it broke",
                "no header at all: none ~ `` ~ `` ~ `` ~ no header at all: none",
                "2024-03-01 10:20:30 Connection failed: timeout ~ 2024-03-01 10:20:30 ~ `` ~ `` ~ Connection failed: timeout",
                "\tat org.example.Main.main(Main.java:3) ~ `` ~ `` ~ `` ~ at org.example.Main.main(Main.java:3)"
            })
    @DisplayName("timestamp, level, component and message are found in headers of many formats")
    void splits(String line, String time, String level, String component, String message) {
        LineHeader header = HeaderSplitter.split(line);
        assertThat(header.timed() ? line.substring(header.timeStart(), header.timeEnd()) : "")
                .isEqualTo(time);
        assertThat(header.level()).isEqualTo(level);
        assertThat(header.component()).isEqualTo(component);
        assertThat(line.substring(header.content()).trim()).isEqualTo(message);
    }

    @Test
    @DisplayName("no line makes it fail, and offsets stay inside of it")
    void robust() {
        var random = new java.util.SplittableRandom(3);
        String marks = "0123456789:.-/ []|TZ+ aINFO\t";
        for (int n = 0; n < 20_000; n++) {
            var line = new StringBuilder();
            for (int i = random.nextInt(40); i > 0; i--) {
                line.append(marks.charAt(random.nextInt(marks.length())));
            }
            LineHeader header = HeaderSplitter.split(line);
            assertThat(header.content()).isBetween(0, line.length());
            if (header.timed()) {
                assertThat(header.timeStart()).isBetween(0, header.timeEnd() - 1);
                assertThat(header.timeEnd()).isLessThanOrEqualTo(line.length());
            }
        }
    }
}
