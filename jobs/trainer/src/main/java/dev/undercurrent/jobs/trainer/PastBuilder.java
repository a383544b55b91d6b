package dev.undercurrent.jobs.trainer;

import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SeriesConfig;
import dev.undercurrent.jobs.scoring.format.Decoder;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.InvalidRecord;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects records into the past of each series, as the scoring job would see it: in the order of time, gaps of a declared
 * interval as missing events, and a new stretch after a silence that makes a series start anew.
 */
final class PastBuilder {

    private final SeriesConfig rules;
    private final Decoder decoder;
    private final Map<String, List<Event>> events = new TreeMap<>();
    private final Map<String, Long> invalid = new TreeMap<>();
    private String example = "";
    private long records;
    private int channels;

    PastBuilder(PipelineConfig config) {
        this.rules = config.series();
        this.decoder = Decoder.of(config);
    }

    void add(RawRecord record) {
        records++;
        try {
            Event event = decoder.decode(record);
            if (channels == 0) {
                channels = event.values().length;
            } else if (event.values().length != channels) {
                invalid(
                        record,
                        InvalidRecord.Cause.WRONG_CHANNELS.errorClass(),
                        "number of values is " + event.values().length + "; allowed: " + channels
                                + ", as in the first event, since one model is trained for all series");
                return;
            }
            events.computeIfAbsent(event.series(), id -> new ArrayList<>()).add(event);
        } catch (InvalidRecord e) {
            invalid(record, e.cause().errorClass(), e.getMessage());
        }
    }

    private void invalid(RawRecord record, String cause, String message) {
        invalid.merge(cause, 1L, Long::sum);
        if (example.isEmpty()) {
            example = record.place() + ": " + message;
        }
    }

    /** @throws ConfigException where nothing that was read is an event */
    Past past(String data) {
        if (events.isEmpty()) {
            throw new ConfigException(data + " holds no event: "
                    + (records == 0
                            ? "no record is there; allowed: what source.format and source.fields describe"
                            : "all " + records
                                    + " records are invalid. source.format and source.fields say how they are"
                                    + " read; the first, " + example));
        }
        List<Past.Series> series = new ArrayList<>();
        long count = 0;
        for (Map.Entry<String, List<Event>> one : events.entrySet()) {
            List<Event> ordered = one.getValue();
            ordered.sort(Comparator.comparingLong(Event::time));
            count += ordered.size();
            stretches(one.getKey(), ordered, series);
        }
        return new Past(series, events.size(), count, invalid, example);
    }

    private void stretches(String id, List<Event> ordered, List<Past.Series> out) {
        List<double[]> values = new ArrayList<>();
        int part = 1;
        Event before = null;
        for (Event event : ordered) {
            boolean same =
                    before != null && event.time() == before.time() && Arrays.equals(event.values(), before.values());
            if (same && rules.dropDuplicates()) {
                continue;
            }
            long missing = before == null ? 0 : missing(event.time() - before.time());
            if (missing < 0) {
                out.add(new Past.Series(id + " part " + part++, values.toArray(double[][]::new)));
                values.clear();
            }
            for (long i = 0; i < missing; i++) {
                double[] nothing = new double[channels];
                Arrays.fill(nothing, Double.NaN);
                values.add(nothing);
            }
            values.add(event.values());
            before = event;
        }
        out.add(new Past.Series(part == 1 ? id : id + " part " + part, values.toArray(double[][]::new)));
    }

    /** Events that are missing in a gap, or −1 where a series starts anew after it. */
    private long missing(long gap) {
        if (gap > micros(rules.expire())) {
            return -1;
        }
        if (rules.interval() == null) {
            return 0;
        }
        long steps = Math.max(0, Math.round((double) gap / micros(rules.interval())) - 1);
        return steps > rules.maxGap() ? -1 : steps;
    }

    private static long micros(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
    }
}
