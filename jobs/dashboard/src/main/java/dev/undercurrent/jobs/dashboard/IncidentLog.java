package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.schemas.Incident;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last incidents, the newest first; of each its last step. Thread-safe. */
final class IncidentLog {

    static final int BOUND = 1000;

    /** An incident; numbers repeat between the lives of a series. */
    record Id(String series, long epoch, long number) {}

    private final Map<Id, Incident> steps = new LinkedHashMap<>();
    private long version;

    synchronized void add(Incident step) {
        Id id = new Id(step.getSeries(), Micros.of(step.getEpoch()), step.getNumber());
        Incident known = steps.get(id);
        if (known != null && known.getTime().isAfter(step.getTime())) {
            return;
        }
        steps.put(id, step);
        if (steps.size() > BOUND) {
            steps.remove(steps.keySet().iterator().next());
        }
        version++;
    }

    /** Grows with every change. */
    synchronized long version() {
        return version;
    }

    /** @param series null = of all */
    synchronized List<Incident> newest(String series, int limit) {
        List<Incident> all = new ArrayList<>(steps.values());
        Collections.reverse(all);
        return all.stream()
                .filter(step -> series == null || step.getSeries().equals(series))
                .limit(limit)
                .toList();
    }
}
