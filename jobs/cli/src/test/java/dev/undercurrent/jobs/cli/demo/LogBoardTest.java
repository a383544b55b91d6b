package dev.undercurrent.jobs.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.schemas.ExpectedTemplate;
import dev.undercurrent.schemas.LineScore;
import dev.undercurrent.schemas.LineStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogBoardTest {

    private static LineScore score(double score, LineStatus status, String text) {
        return LineScore.newBuilder()
                .setSeries("host")
                .setTime(Instant.parse("2026-01-01T10:20:30.5Z"))
                .setSequence(7)
                .setEpoch(Instant.EPOCH)
                .setSource("s")
                .setTemplate(3)
                .setText(text)
                .setLines(1)
                .setStatus(status)
                .setFresh(true)
                .setSurprisal(9)
                .setProbability(0.0001)
                .setRank(4)
                .setPValue(0.001)
                .setAnomalyScore(score)
                .setAlarm(false)
                .setExpected(List.of(new ExpectedTemplate(5L, 0.62, "up <*>")))
                .setExplanation("")
                .setRegimeProbability(0)
                .setSourcePartition(0)
                .setSourceOffset(0)
                .setModel("m")
                .build();
    }

    @Test
    @DisplayName(
            "A surprise is told with what came first, long templates cut; what is ordinary or still warming is not")
    void surprises() {
        var board = new LogBoard();
        board.add(score(0.2, LineStatus.OK, "a"));
        board.add(score(0.9, LineStatus.WARMING, "b"));
        board.add(score(0.3, LineStatus.OK, "x".repeat(500)));
        assertThat(board.surprisesSince(0))
                .containsExactly("2026-01-01T10:20:30Z  0.30  host: saw \"" + "x".repeat(72)
                        + "…\", never seen before; expected \"up <*>\" (62 %)");
        assertThat(board.rows()).singleElement().satisfies(row -> {
            assertThat(row.peak()).isEqualTo(0.3);
            assertThat(row.lines()).isEqualTo(8);
        });
    }
}
