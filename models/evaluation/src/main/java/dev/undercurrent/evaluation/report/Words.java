package dev.undercurrent.evaluation.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sentences that the reports have in common. */
final class Words {

    private Words() {}

    /** What was evaluated, and how. */
    static String facts(DataSetReport data) {
        int windows = data.methods().get(0).accuracy().windows();
        return data.series() + " series, " + data.values() + " values; " + data.protocol() + "; " + windows
                + " windows in all.";
    }

    /** Where quoted rows come from: sources with their scopes and methods. */
    static String scopes(List<Quoted> quoted) {
        Map<String, StringBuilder> bySource = new LinkedHashMap<>();
        for (Quoted row : quoted) {
            StringBuilder names =
                    bySource.computeIfAbsent(row.source() + " (" + row.scope() + ")", key -> new StringBuilder());
            names.append(names.length() == 0 ? "" : ", ").append(row.method());
        }
        StringBuilder out = new StringBuilder();
        bySource.forEach((source, names) -> out.append(out.length() == 0 ? "" : "; ")
                .append(source)
                .append(": ")
                .append(names));
        return out.toString();
    }
}
