package dev.undercurrent.jobs.cli.plan;

import dev.undercurrent.core.seasonal.SeasonDetector;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SourceConfig;
import dev.undercurrent.jobs.scoring.format.Decoder;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.InvalidRecord;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import dev.undercurrent.jobs.scoring.source.CsvFile;
import dev.undercurrent.jobs.scoring.source.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user's recorded events look like.
 *
 * @param series number of them
 * @param channels values per event of the first series
 * @param events read
 * @param invalid records that were no events
 * @param example where the first of them stands and what is wrong with it; "" = none
 * @param late events that came after a later one of their series by more than the configured lateness
 * @param spacing between the events of a series, microseconds: the median over series of each one's median; 0 = unknown
 * @param regular share of the steps that are a whole number of spacings, to a tenth
 * @param longest events of the longest series
 * @param looked series that were looked at for a season
 * @param seasons what most of those with a season have
 * @param agreeing series that have it
 */
record Sample(
        int series,
        int channels,
        long events,
        long invalid,
        String example,
        long late,
        long spacing,
        double regular,
        int longest,
        int looked,
        Seasons seasons,
        int agreeing) {

    /** Series that are kept to look at, and events of each. */
    private static final int KEPT = 100;

    private static final int ROWS = 8192;

    /** One series in the making. */
    private static final class Kept {
        private final List<Event> events = new ArrayList<>();
        private int count;
        private long clock = Long.MIN_VALUE;
    }

    /** Reads files with the configuration's fields. */
    static Sample of(PipelineConfig config, Path data) throws IOException {
        if (!Files.exists(data)) {
            throw ConfigException.of("--data", '"' + data.toString() + '"', "a file or directory that exists");
        }
        if (config.source().format() != SourceConfig.Format.CSV) {
            throw ConfigException.of(
                    "source.format",
                    config.source().format().name().toLowerCase(java.util.Locale.ROOT),
                    "csv, for --data");
        }
        Decoder decoder = Decoder.of(config);
        long lateness = micros(config.series().lateness());
        Map<String, Kept> all = new LinkedHashMap<>();
        long events = 0;
        long invalid = 0;
        String example = "";
        long late = 0;
        InputFiles files = InputFiles.of(data);
        for (int i = 0; i < files.paths().size(); i++) {
            try (CsvFile file = CsvFile.open(files.path(i), config.source().fields())) {
                long row = 0;
                for (String[] cells = file.next(); cells != null; cells = file.next()) {
                    RawRecord record = RawRecord.ofRow(files.paths().get(i), i, row++, file.columns(), cells);
                    try {
                        Event event = decoder.decode(record);
                        Kept kept = all.computeIfAbsent(event.series(), id -> new Kept());
                        late += kept.count > 0 && event.time() < kept.clock - lateness ? 1 : 0;
                        kept.clock = Math.max(kept.clock, event.time());
                        kept.count++;
                        if (all.size() <= KEPT && kept.events.size() < ROWS) {
                            kept.events.add(event);
                        }
                        events++;
                    } catch (InvalidRecord e) {
                        example = invalid++ == 0 ? record.place() + ": " + e.getMessage() : example;
                    }
                }
            }
        }
        if (events == 0) {
            throw new ConfigException("--data " + data + " holds no event: "
                    + (invalid == 0
                            ? "no row is there; allowed: what source.fields describes"
                            : "all " + invalid + " rows are invalid. source.fields says how they are read; the first, "
                                    + example));
        }
        return of(all, events, invalid, example, late);
    }

    private static Sample of(Map<String, Kept> all, long events, long invalid, String example, long late) {
        List<Kept> kept = all.values().stream().filter(k -> !k.events.isEmpty()).toList();
        kept.forEach(k -> k.events.sort(java.util.Comparator.comparingLong(Event::time)));
        long[] medians = kept.stream()
                .mapToLong(k -> median(steps(k.events)))
                .filter(step -> step > 0)
                .toArray();
        long spacing = median(medians);
        Map<Seasons, Integer> votes = new HashMap<>();
        Seasons most = Seasons.NONE;
        for (Kept one : kept) {
            Seasons found = SeasonDetector.detect(grid(one.events, spacing), spacing);
            if (!found.equals(Seasons.NONE)) {
                int count = votes.merge(found, 1, Integer::sum);
                most = count > votes.getOrDefault(most, 0) ? found : most;
            }
        }
        return new Sample(
                all.size(),
                kept.get(0).events.get(0).values().length,
                events,
                invalid,
                example,
                late,
                spacing,
                regular(kept, spacing),
                all.values().stream().mapToInt(k -> k.count).max().orElse(0),
                kept.size(),
                most.within(ROWS / 2),
                votes.getOrDefault(most, 0));
    }

    private static long[] steps(List<Event> events) {
        long[] steps = new long[Math.max(0, events.size() - 1)];
        for (int t = 0; t < steps.length; t++) {
            steps[t] = events.get(t + 1).time() - events.get(t).time();
        }
        return steps;
    }

    /** 0 of nothing. */
    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private static double regular(List<Kept> kept, long spacing) {
        long whole = 0;
        long count = 0;
        for (Kept one : kept) {
            for (long step : steps(one.events)) {
                double ratio = spacing == 0 ? 0.5 : (double) step / spacing;
                whole += ratio > 0.5 && Math.abs(ratio - Math.rint(ratio)) <= 0.1 ? 1 : 0;
                count++;
            }
        }
        return count == 0 ? 0 : (double) whole / count;
    }

    /** First values of the events, missing ones of gaps filled in; the last ones, where there are too many. */
    private static double[] grid(List<Event> events, long spacing) {
        List<Double> values = new ArrayList<>();
        Event before = null;
        for (Event event : events) {
            long missing = before == null || spacing == 0
                    ? 0
                    : Math.round((double) (event.time() - before.time()) / spacing) - 1;
            if (missing > ROWS) {
                values.clear();
            }
            for (long i = 0; i < missing && missing <= ROWS; i++) {
                values.add(Double.NaN);
            }
            values.add(event.values()[0]);
            before = event;
        }
        return values.stream().mapToDouble(v -> v).toArray();
    }

    static long micros(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
    }
}
