package dev.undercurrent.evaluation.benchmark;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Figures that others have published on these benchmarks, each with its source: facts to compare with. */
public final class Published {

    private static final String RESOURCE = "published.json";

    private Published() {}

    /** Rows of a benchmark. */
    public static List<ResultTable.Row> rows(String benchmark) {
        try (InputStream in = Published.class.getResourceAsStream(RESOURCE)) {
            Map<String, List<ResultTable.Row>> all = new ObjectMapper().readValue(in, new TypeReference<>() {});
            return all.getOrDefault(benchmark, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + RESOURCE + " cannot be read", e);
        }
    }
}
