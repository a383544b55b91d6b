package dev.undercurrent.evaluation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentationTest {

    private static List<Integer> points(JsonNode array) {
        List<Integer> points = new ArrayList<>();
        array.forEach(p -> points.add(p.asInt()));
        return points;
    }

    @Test
    @DisplayName("Covering and F1 are those of an independent implementation")
    void equalsIndependent() {
        JsonNode golden = Golden.json("changepoints.json");
        assertThat(golden.path("expected").size()).isEqualTo(6);
        golden.path("expected").fields().forEachRemaining(series -> {
            List<List<Integer>> annotators = new ArrayList<>();
            golden.path("truth").path(series.getKey()).forEach(a -> annotators.add(points(a)));
            List<Integer> predicted = points(golden.path("predicted").path(series.getKey()));
            int rows = golden.path("rows").path(series.getKey()).asInt();
            assertThat(Segmentation.meanCovering(annotators, predicted, rows))
                    .isCloseTo(series.getValue().path("covering").asDouble(), within(1e-12));
            assertThat(Segmentation.f1(annotators, predicted, 5))
                    .isCloseTo(series.getValue().path("f1").asDouble(), within(1e-12));
        });
    }

    @Test
    @DisplayName("Covering by hand: two halves against a cut at a quarter")
    void byHand() {
        // first half against rows 25..100: 25/100, against 0..25: 25/50; second half against 25..100: 50/75
        assertThat(Segmentation.covering(List.of(50), List.of(25), 100))
                .isCloseTo(0.5 * 0.5 + 0.5 * 50 / 75, within(1e-12));
        assertThat(Segmentation.covering(List.of(50), List.of(50), 100)).isEqualTo(1);
        assertThat(Segmentation.covering(List.of(50), List.of(), 100)).isEqualTo(0.5);
    }

    @Test
    @DisplayName("A change is found by the first report dated nearest to it, and never by one from before it")
    void delays() {
        List<Scored.Change> changes = List.of(
                new Scored.Change(90, 95),
                new Scored.Change(105, 140),
                new Scored.Change(101, 160),
                new Scored.Change(290, 310));
        assertThat(Segmentation.delays(List.of(300, 100, 200), changes)).containsExactly(40, Double.NaN, 10);
    }

    @Test
    @DisplayName("Both layouts of each data set are read, without labels among the values")
    void layouts(@TempDir Path directory) throws IOException {
        Path own = Files.createDirectories(directory.resolve("own/series"));
        Files.writeString(own.resolve("A.txt"), "1.5\n2\n\n-3e-1\n");
        Files.writeString(own.resolve("../change_points.json"), "{\"A\": [1, 2], \"absent\": [7]}");
        Path source = Files.createDirectories(directory.resolve("source"));
        Files.writeString(source.resolve("A.txt"), "1.5\n2\n-3e-1\n");
        Files.writeString(source.resolve("desc.txt"), "A,10,1,2\nabsent,20,7\n");
        for (Path layout : List.of(directory.resolve("own"), source)) {
            SegmentationData data = SegmentationData.tssb(layout);
            assertThat(data.recordings()).hasSize(1);
            assertThat(data.recordings().get(0).channel(0)).containsExactly(1.5, 2, -0.3);
            assertThat(data.truth().get("A.csv")).isEqualTo(List.of(List.of(1, 2)));
        }
        Path turing = Files.createDirectories(directory.resolve("turing/datasets/run"));
        Files.writeString(turing.resolve("../../annotations.json"), "{\"run\": {\"6\": [2], \"7\": [1, 2]}}");
        Files.writeString(
                turing.resolve("run.json"),
                "{\"n_obs\": 3, \"n_dim\": 2, \"series\": [{\"raw\": [1, null, 3]}, {\"raw\": [4, 5, 6.5]}]}");
        SegmentationData data = SegmentationData.tcpd(directory.resolve("turing"));
        assertThat(data.recordings().get(0).channel(0)).containsExactly(1, Double.NaN, 3);
        assertThat(data.recordings().get(0).channel(1)).containsExactly(4, 5, 6.5);
        assertThat(data.points("run.csv")).containsExactly(1, 2);
        assertThatThrownBy(() -> SegmentationData.tssb(turing)).hasMessageContaining("desc.txt");
        assertThatThrownBy(() -> SegmentationData.tcpd(turing)).hasMessageContaining("annotations.json");
    }
}
