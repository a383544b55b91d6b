package dev.undercurrent.evaluation.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Figures that somebody else has published: facts to compare with, not measured here.
 *
 * @param method as named there
 * @param smape null where not published
 * @param mase null where not published
 * @param crps null where not published
 * @param scope what they were measured on
 * @param source where they are published
 */
public record Quoted(String method, Double smape, Double mase, Double crps, String scope, String source) {

    private static final String RESOURCE = "quoted.json";

    /** Rows on M4 Hourly. */
    public static List<Quoted> m4Hourly() {
        return rows("m4-hourly");
    }

    /** Rows on ETTh1, horizon 48. */
    public static List<Quoted> ettHourly1() {
        return rows("etth1");
    }

    private static List<Quoted> rows(String dataSet) {
        try (InputStream in = Quoted.class.getResourceAsStream(RESOURCE)) {
            Map<String, List<Quoted>> all = new ObjectMapper().readValue(in, new TypeReference<>() {});
            return List.copyOf(all.get(dataSet));
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + RESOURCE + " cannot be read", e);
        }
    }
}
