package dev.undercurrent.jobs.scoring;

import dev.undercurrent.core.Incident;
import dev.undercurrent.core.Verdict;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * The scoring operator's metrics, in the group {@code undercurrent}: for instance {@code
 * flink_taskmanager_job_task_operator_undercurrent_events_scored} at a Prometheus endpoint.
 */
final class ScoreMetrics {

    private final Counter scored;
    private final Counter warming;
    private final Counter missing;
    private final Counter incidents;
    private final Counter regimeChanges;
    private final Counter restarted;
    final Counter late;
    final Counter duplicates;
    final Counter refused;
    final Counter expired;
    private long activeKeys;

    ScoreMetrics(MetricGroup parent) {
        MetricGroup group = parent.addGroup("undercurrent");
        scored = group.counter("events_scored");
        warming = group.counter("events_warming");
        missing = group.counter("events_missing");
        late = group.counter("events_late");
        duplicates = group.counter("events_duplicate");
        refused = group.counter("events_refused");
        incidents = group.counter("incidents_opened");
        regimeChanges = group.counter("regime_changes");
        restarted = group.counter("keys_restarted");
        expired = group.counter("keys_expired");
        group.gauge("keys_active", () -> activeKeys);
    }

    /** @param again whether the key's state was started again before */
    void scored(Verdict verdict, boolean again) {
        scored.inc();
        if (verdict.status() == Verdict.Status.WARMING) {
            warming.inc();
        } else if (verdict.status() == Verdict.Status.MISSING) {
            missing.inc();
        }
        if (verdict.sequence() == 0 && again) {
            restarted.inc();
        }
        if (verdict.regimeChanged()) {
            regimeChanges.inc();
        }
        if (verdict.incident() != null && verdict.incident().phase() == Incident.Phase.OPEN) {
            incidents.inc();
        }
    }

    long activeKeys() {
        return activeKeys;
    }

    void activeKeys(long n) {
        activeKeys = n;
    }
}
