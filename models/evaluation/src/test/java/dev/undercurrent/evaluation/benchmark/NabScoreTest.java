package dev.undercurrent.evaluation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.undercurrent.evaluation.data.Cell;
import dev.undercurrent.evaluation.data.CsvRows;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NabScoreTest {

    private static final double EXACT = 1e-9;

    private static Map<String, double[]> scores(NabData data) throws IOException {
        Map<String, double[]> scores = new LinkedHashMap<>();
        for (Recording r : data.recordings()) {
            List<String[]> rows = CsvRows.read(Golden.path("nab/scores/" + r.name()));
            scores.put(
                    r.name(),
                    rows.stream().skip(1).mapToDouble(c -> Cell.value(c[1])).toArray());
        }
        return scores;
    }

    @Test
    @DisplayName("Scores, thresholds and counts are those of an independent implementation, in all profiles")
    void equalsIndependent() throws IOException {
        NabData data = NabData.read(Golden.path("nab"));
        Map<String, double[]> scores = scores(data);
        List<NabScore.File> files = data.recordings().stream()
                .map(r -> new NabScore.File(data.labels().get(r.name()), scores.get(r.name())))
                .toList();
        Map<String, Double> figures = NabFigures.of(data, scores, 0.45);
        JsonNode expected = Golden.json("nab/expected.json");
        for (NabProfile p : NabProfile.values()) {
            NabScore best = NabScore.optimised(files, p);
            JsonNode optimised = expected.path("optimised").path(p.key());
            assertThat(best.normalised()).isCloseTo(optimised.path("score").asDouble(), within(EXACT));
            assertThat(best.threshold()).isEqualTo(optimised.path("threshold").asDouble());
            assertThat(best.hit()).isEqualTo(optimised.path("windows_hit").asInt());
            assertThat(best.outside()).isEqualTo(optimised.path("rows_outside").asInt());
            NabScore fixed = NabScore.at(files, p, 0.45);
            JsonNode at = expected.path("fixed").path(p.key());
            assertThat(fixed.normalised()).isCloseTo(at.path("score").asDouble(), within(EXACT));
            assertThat(fixed.hit()).isEqualTo(at.path("windows_hit").asInt());
            assertThat(fixed.outside()).isEqualTo(at.path("rows_outside").asInt());
            assertThat(figures.get(p.key() + ".optimised")).isEqualTo(best.normalised());
            assertThat(figures.get(p.key() + ".fixed")).isEqualTo(fixed.normalised());
            assertThat(figures.get(p.key() + ".other-categories"))
                    .isCloseTo(expected.path("other-categories").path(p.key()).asDouble(), within(EXACT));
        }
    }

    @Test
    @DisplayName("One detection on the first row of each window is worth 100, no detection 0, a late one in between")
    void ends() {
        NabLabels labels = NabLabels.of(100, new int[][] {{30, 49}, {70, 79}});
        double[] perfect = new double[100];
        perfect[30] = 1;
        perfect[70] = 1;
        double[] late = new double[100];
        late[49] = 1;
        for (NabProfile p : NabProfile.values()) {
            assertThat(score(labels, perfect, p, 0.5)).isCloseTo(100, within(1e-9));
            assertThat(score(labels, new double[100], p, 0.5)).isZero();
            assertThat(score(labels, late, p, 0.5)).isBetween(0.0, 50.0);
        }
        assertThat(NabScore.optimised(List.of(new NabScore.File(labels, new double[100])), NabProfile.STANDARD)
                        .threshold())
                .isEqualTo(NabScore.NEVER);
    }

    private static double score(NabLabels labels, double[] scores, NabProfile profile, double threshold) {
        return NabScore.at(List.of(new NabScore.File(labels, scores)), profile, threshold)
                .normalised();
    }

    @Test
    @DisplayName("Delay, false alarms per day and windows hit, by hand")
    void behaviour() {
        // 400 rows of 15 minutes, the first 60 not judged; windows of 20 rows
        NabLabels labels = NabLabels.of(400, new int[][] {{100, 119}, {200, 219}, {300, 319}});
        double[] scores = new double[400];
        scores[104] = 1;
        scores[110] = 1;
        scores[219] = 1;
        scores[250] = 1;
        scores[20] = 1;
        List<String> stamps = new java.util.ArrayList<>();
        for (int i = 0; i < 400; i++) {
            stamps.add(java.time.LocalDateTime.of(2020, 1, 1, 0, 0).plusMinutes(15L * i) + ":00");
        }
        Recording recording = new Recording("c/f.csv", stamps, List.of("value"), new double[400][1]);
        Map<String, Double> figures = NabFigures.of(
                new NabData(List.of(recording), Map.of("c/f.csv", labels)), Map.of("c/f.csv", scores), 0.5);
        assertThat(figures.get("hit")).isEqualTo(2);
        assertThat(figures.get("windows")).isEqualTo(3);
        assertThat(figures.get("outside")).isEqualTo(1);
        assertThat(figures.get("delay.rows")).isEqualTo((4 + 19) / 2.0);
        assertThat(figures.get("delay.hours")).isEqualTo((1 + 4.75) / 2);
        assertThat(figures.get("false-per-day")).isCloseTo(1 / (280 * 15 / 1440.0), within(1e-12));
        assertThat(figures.get("standard.other-categories")).as("one category").isNaN();
    }

    @Test
    @DisplayName("Data that do not fit are named")
    void refuses() throws IOException {
        assertThatThrownBy(() -> NabData.read(Golden.path("skab")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("combined_windows.json");
        assertThatThrownBy(() -> NabLabels.of(
                        List.of("2020-01-01 00:00:00"), List.of(List.of("2020-01-01 00:00:00", "2021-01-01 00:00:00"))))
                .hasMessageContaining("2021-01-01");
        NabLabels labels = NabLabels.of(10, new int[0][]);
        assertThatThrownBy(() -> new NabScore.File(labels, new double[9])).hasMessageContaining("10 rows");
        assertThat(Arrays.stream(NabProfile.values()).map(NabProfile::key))
                .containsExactly("standard", "reward_low_FP_rate", "reward_low_FN_rate");
    }
}
