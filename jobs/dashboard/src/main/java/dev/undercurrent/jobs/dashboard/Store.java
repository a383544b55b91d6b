package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.schemas.Forecast;
import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.Score;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Everything that is remembered: a bounded number of series, each with a bounded history. Thread-safe. */
final class Store {

    private final int bound;
    private final int maxSeries;
    private final Map<String, History> bySeries = new ConcurrentHashMap<>();
    private final Map<Integer, History> byHandle = new ConcurrentHashMap<>();
    private final AtomicInteger handles = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final IncidentLog incidents = new IncidentLog();
    private final LineLog lines = new LineLog();

    /**
     * @param bound verdicts kept per series
     * @param maxSeries series kept
     */
    Store(int bound, int maxSeries) {
        this.bound = bound;
        this.maxSeries = maxSeries;
    }

    boolean add(Score score) {
        return history(score.getSeries()).add(score);
    }

    void add(Forecast forecast) {
        history(forecast.getSeries()).add(forecast);
    }

    void add(Incident step) {
        incidents.add(step);
        history(step.getSeries()).add(step);
    }

    private History history(String series) {
        History known = bySeries.get(series);
        if (known != null) {
            return known;
        }
        synchronized (this) {
            History again = bySeries.get(series);
            return again != null ? again : create(series);
        }
    }

    private History create(String series) {
        if (byHandle.size() >= maxSeries) {
            dropSilent();
        }
        History created = new History(handles.getAndIncrement(), series, bound);
        byHandle.put(created.handle(), created);
        bySeries.put(series, created);
        return created;
    }

    /** Makes room for a hundredth more, so that ever new series do not search for the most silent one each time. */
    private void dropSilent() {
        byHandle.values().stream()
                .sorted(Comparator.comparingLong(History::lastTime))
                .limit(1 + maxSeries / 100)
                .toList()
                .forEach(silent -> {
                    byHandle.remove(silent.handle());
                    bySeries.remove(silent.series());
                    dropped.incrementAndGet();
                });
    }

    /** Null where it is not known. */
    History of(String series) {
        return bySeries.get(series);
    }

    /** Null where it is not known, or no longer. */
    History of(int handle) {
        return byHandle.get(handle);
    }

    Collection<History> all() {
        return byHandle.values();
    }

    int size() {
        return byHandle.size();
    }

    /** Series that were dropped for others. */
    long dropped() {
        return dropped.get();
    }

    int maxSeries() {
        return maxSeries;
    }

    LineLog lines() {
        return lines;
    }

    IncidentLog incidents() {
        return incidents;
    }

    /** Verdicts held, over all series. */
    long points() {
        return List.copyOf(byHandle.values()).stream()
                .mapToLong(h -> {
                    Integer size = h.read(Ring::size);
                    return size == null ? 0 : size;
                })
                .sum();
    }
}
