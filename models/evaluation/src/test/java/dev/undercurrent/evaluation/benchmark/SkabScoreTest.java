package dev.undercurrent.evaluation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.undercurrent.evaluation.data.CsvRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SkabScoreTest {

    @Test
    @DisplayName("Both tasks give the figures of an independent implementation, with windows that meet")
    void equalsIndependent() throws IOException {
        SkabData data = SkabData.read(Golden.path("skab"));
        assertThat(data.recordings()).extracting(Recording::name).containsExactly("valve1/0.csv", "other/3.csv");
        assertThat(data.recordings().get(0).channels()).containsExactly("A", "B C");
        List<SkabScore.File> files = new ArrayList<>();
        for (Recording r : data.recordings()) {
            List<String[]> rows = CsvRows.read(Golden.path("skab/said/" + r.name()));
            boolean[] outlier = new boolean[r.rows()];
            for (int i = 0; i < outlier.length; i++) {
                outlier[i] = rows.get(i + 1)[1].equals("1");
            }
            Arrays.fill(outlier, 0, SkabData.TRAINING, false);
            files.add(data.judged(r, outlier, SkabScore.changesOf(outlier)));
        }
        SkabScore score = SkabScore.of(files);
        JsonNode expected = Golden.json("skab/expected.json");
        assertThat(score.f1()).isCloseTo(expected.path("F1").asDouble(), within(1e-12));
        assertThat(score.falseAlarmRate()).isCloseTo(expected.path("FAR").asDouble(), within(1e-12));
        assertThat(score.missedAlarmRate()).isCloseTo(expected.path("MAR").asDouble(), within(1e-12));
        assertThat(score.changePoints()).isEqualTo(expected.path("cp").asInt());
        assertThat(score.missed()).isEqualTo(expected.path("missed_cp").asInt());
        assertThat(score.outside()).isEqualTo(expected.path("false_cp").asInt()).isPositive();
        Map.of(
                        NabProfile.STANDARD, "NAB_standard",
                        NabProfile.LOW_FALSE_POSITIVES, "NAB_LowFP",
                        NabProfile.LOW_FALSE_NEGATIVES, "NAB_LowFN")
                .forEach((profile, name) -> assertThat(score.nab().get(profile))
                        .as(name)
                        .isCloseTo(expected.path(name).asDouble(), within(1e-9)));
        assertThat(score.delays()).hasSize(score.changePoints() - score.missed());
    }

    @Test
    @DisplayName("Every change seen at once is worth 100, seeing nothing 0")
    void ends() {
        double[] seconds = new double[300];
        Arrays.setAll(seconds, i -> i);
        boolean[] truth = new boolean[300];
        truth[50] = true;
        truth[200] = true;
        boolean[] none = new boolean[300];
        SkabScore all = SkabScore.of(List.of(new SkabScore.File(seconds, none, truth, none, truth)));
        SkabScore nothing = SkabScore.of(List.of(new SkabScore.File(seconds, none, truth, none, none)));
        for (NabProfile p : NabProfile.values()) {
            assertThat(all.nab().get(p)).isCloseTo(100, within(1e-9));
            assertThat(nothing.nab().get(p)).isZero();
        }
    }

    @Test
    @DisplayName("A directory without the data is named")
    void refuses() {
        assertThatThrownBy(() -> SkabData.read(Golden.path("nab"))).hasMessageContaining("valve1");
    }
}
