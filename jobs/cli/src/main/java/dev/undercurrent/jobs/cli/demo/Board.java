package dev.undercurrent.jobs.cli.demo;

import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.Score;
import dev.undercurrent.schemas.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is known of every series right now, and the incidents that opened last. */
final class Board {

    /** Series with a row of their own; the events of further ones are counted only. */
    static final int MAX_SERIES = 1_000;

    private static final int MAX_INCIDENTS = 100;
    private static final long PEAK_HOLD_NANOS = 60_000_000_000L;

    private record Peak(double score, long at) {}

    private final Map<String, Row> rows = new HashMap<>();
    private final Map<String, Peak> peaks = new HashMap<>();
    private final Deque<String> incidents = new ArrayDeque<>();
    private long incidentCount;

    /** Takes a verdict in; true where the series' alarm began with it. */
    synchronized boolean add(Score score) {
        String series = score.getSeries();
        if (score.getStatus() == Status.NO_DATA) {
            return false;
        }
        Row before = rows.get(series);
        boolean warming = score.getStatus() == Status.WARMING;
        // the scores of a series that still learns say nothing, and minus zero looks like a mistake
        double shown = 0.0 + score.getAnomalyScore();
        if (before == null && rows.size() >= MAX_SERIES) {
            return false;
        }
        rows.put(
                series,
                new Row(
                        series,
                        first(score.getValues()),
                        first(score.getLower()),
                        first(score.getUpper()),
                        score.getRegime(),
                        score.getRegimeProbability(),
                        ChronoUnit.MICROS.between(score.getRegimeSince(), score.getTime()),
                        shown,
                        peak(series, warming ? 0 : shown),
                        score.getAlarm(),
                        warming));
        return score.getAlarm() && (before == null || !before.alarm());
    }

    private double peak(String series, double score) {
        long now = System.nanoTime();
        Peak peak = peaks.get(series);
        if (peak == null || score >= peak.score() || now - peak.at() > PEAK_HOLD_NANOS) {
            peak = new Peak(score, now);
            peaks.put(series, peak);
        }
        return peak.score();
    }

    synchronized void add(Incident incident) {
        String line = String.format(
                Locale.ROOT,
                "%s  %-18s incident %d %s, peak score %.2f",
                clock(incident.getTime()),
                incident.getSeries(),
                incident.getNumber(),
                switch (incident.getPhase()) {
                    case OPEN -> "opened";
                    case CLOSE ->
                        "closed after "
                                + Table.duration(ChronoUnit.MICROS.between(incident.getOpened(), incident.getTime()));
                    default -> "goes on";
                },
                incident.getPeakScore());
        incidents.addLast(line);
        incidentCount++;
        if (incidents.size() > MAX_INCIDENTS) {
            incidents.removeFirst();
        }
    }

    /** Number of lines about incidents so far. */
    synchronized long incidentCount() {
        return incidentCount;
    }

    /** The lines about incidents after the first {@code from}, as far as they are kept. */
    synchronized List<String> incidentsSince(long from) {
        List<String> kept = new ArrayList<>(incidents);
        long count = Math.min(kept.size(), Math.max(0, incidentCount - from));
        return kept.subList(kept.size() - (int) count, kept.size());
    }

    synchronized List<Row> rows() {
        return new ArrayList<>(rows.values());
    }

    private static String clock(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static double first(List<Double> values) {
        return values.isEmpty() || values.get(0) == null ? Double.NaN : values.get(0);
    }
}
