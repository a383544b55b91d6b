package dev.undercurrent.evaluation.data;

import dev.undercurrent.evaluation.SeriesInfo;
import dev.undercurrent.evaluation.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Rows of a CSV file with their columns understood. */
final class CsvTable {

    private static final Set<String> TIME_NAMES = Set.of("time", "timestamp", "date", "datetime", "ds", "t");
    private static final int NONE = -1;

    private final CsvLayout layout;
    private final List<String[]> rows;
    private final List<String> names;
    private final int time;
    private final int id;

    CsvTable(List<String[]> all, CsvLayout layout) {
        this.layout = layout;
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no rows; allowed: at least one");
        }
        String[] first = all.get(0);
        boolean header = Arrays.stream(first).anyMatch(c -> !Cell.number(c) && !Cell.missing(c) && !Cell.date(c))
                && (layout.series() == null || !isNumber(layout.series()));
        rows = header ? all.subList(1, all.size()) : all;
        names = new ArrayList<>();
        for (int i = 0; i < first.length; i++) {
            names.add(header ? first[i] : String.valueOf(i + 1));
        }
        id = layout.series() == null ? NONE : column(layout.series());
        time = layout.time() == null ? timeColumn() : column(layout.time());
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(Character::isDigit);
    }

    private int column(String name) {
        int i = names.indexOf(name);
        if (i < 0) {
            throw new IllegalArgumentException("no column " + name + "; found: " + names);
        }
        return i;
    }

    private int timeColumn() {
        for (int i = 0; i < names.size(); i++) {
            if (TIME_NAMES.contains(names.get(i).toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return !rows.isEmpty() && Cell.date(cell(rows.get(0), 0)) ? 0 : NONE;
    }

    private static String cell(String[] row, int i) {
        return i < row.length ? row[i] : "";
    }

    private List<Integer> valueColumns() {
        List<Integer> columns = new ArrayList<>();
        if (!layout.values().isEmpty()) {
            layout.values().forEach(name -> columns.add(column(name)));
            return columns;
        }
        for (int i = 0; i < names.size(); i++) {
            int c = i;
            if (c != time && c != id && rows.stream().anyMatch(row -> Cell.number(cell(row, c)))) {
                columns.add(c);
            }
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("no column of numbers; found: " + names);
        }
        return columns;
    }

    List<TimeSeries> series() {
        Map<String, List<String[]>> groups = new LinkedHashMap<>();
        for (String[] row : rows) {
            groups.computeIfAbsent(id == NONE ? "" : cell(row, id), key -> new ArrayList<>())
                    .add(row);
        }
        List<Integer> columns = valueColumns();
        List<TimeSeries> series = new ArrayList<>();
        groups.forEach((key, group) -> {
            Timeline timeline = timeline(group);
            for (int c : columns) {
                double[] values = group.stream()
                        .mapToDouble(row -> Cell.value(cell(row, c)))
                        .toArray();
                String name = id == NONE ? names.get(c) : columns.size() == 1 ? key : key + "/" + names.get(c);
                series.add(new TimeSeries(info(name, timeline), timeline.arrange(values)));
            }
        });
        return series;
    }

    private Timeline timeline(List<String[]> group) {
        if (time == NONE) {
            return Timeline.unknown(group.size());
        }
        boolean declared = layout.clock() != null;
        ToLongFunction<String> clock = declared ? layout.clock() : Cell::time;
        long[] times = group.stream()
                .mapToLong(row -> clock.applyAsLong(cell(row, time)))
                .toArray();
        return Timeline.of(times, !declared && Cell.index(cell(group.get(0), time)));
    }

    private SeriesInfo info(String name, Timeline timeline) {
        long step = timeline.step();
        int season = layout.season() > 0 ? layout.season() : Seasons.shorter(step);
        int cycle = layout.cycle() > 0 ? layout.cycle() : Seasons.longer(step);
        return new SeriesInfo(name, season, cycle, timeline.start(), step);
    }
}
