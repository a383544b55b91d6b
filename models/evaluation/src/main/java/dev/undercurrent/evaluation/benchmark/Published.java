package dev.undercurrent.evaluation.benchmark;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Figures that others have published on these benchmarks, each with its source: facts to compare with. */
public final class Published {

    private static final String RESOURCE = "published.json";

    private Published() {}

    /** @param series of the data set that the rows are of */
    private record Group(int series, String source, List<Row> rows) {}

    private record Row(String method, Map<String, Double> figures) {}

    /** Rows of a benchmark on as many series; where there are none, all rows. */
    public static List<ResultTable.Row> rows(String benchmark, int series) {
        List<Group> groups = groups(benchmark);
        boolean same = groups.stream().anyMatch(g -> g.series == series);
        List<ResultTable.Row> rows = new ArrayList<>();
        for (Group group : groups) {
            if (!same || group.series == series) {
                group.rows.forEach(r -> rows.add(new ResultTable.Row(r.method, r.figures, group.source)));
            }
        }
        return rows;
    }

    private static List<Group> groups(String benchmark) {
        try (InputStream in = Published.class.getResourceAsStream(RESOURCE)) {
            Map<String, List<Group>> all = new ObjectMapper().readValue(in, new TypeReference<>() {});
            return all.getOrDefault(benchmark, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + RESOURCE + " cannot be read", e);
        }
    }
}
