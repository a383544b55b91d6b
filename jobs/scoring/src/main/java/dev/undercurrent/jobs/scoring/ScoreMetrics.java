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

    private static final int LATENCY_EVERY = 16;
    private static final int MEASURE_EVERY = 4096;

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
    final Counter silent;
    private final Counter recordsOut;
    private final Counter nonFinite;
    private final Seconds latency = new Seconds();
    private long activeKeys;
    private double bytesPerKey;
    private long seen;

    /** @param model that scores, name@hash */
    ScoreMetrics(MetricGroup parent, String model) {
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
        silent = group.counter("keys_silent");
        recordsOut = group.counter("records_out");
        nonFinite = group.counter("non_finite_verdicts");
        group.gauge("keys_active", () -> activeKeys);
        group.gauge("state_bytes", () -> (long) (activeKeys * bytesPerKey));
        group.histogram("verdict_latency_seconds", latency);
        group.addGroup("model", model).gauge("model_info", () -> 1);
    }

    /** @param again whether the key's state was started again before */
    void scored(Verdict verdict, boolean again) {
        scored.inc();
        if (!Double.isFinite(verdict.surprisal())) {
            nonFinite.inc();
        }
        // the machine's clock is for this number only; no verdict sees it
        if (seen++ % LATENCY_EVERY == 0) {
            latency.update(System.currentTimeMillis() * 1_000 - verdict.time());
        }
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

    /** A record for the feeds. */
    void out() {
        recordsOut.inc();
    }

    /** True where the state of the key at hand is to be measured: seldom, since that encodes it. */
    boolean measures() {
        return seen % MEASURE_EVERY == 1;
    }

    /** What the state of one key takes up; their mean stands for all of them. */
    void keyBytes(int bytes) {
        bytesPerKey = bytesPerKey == 0 ? bytes : bytesPerKey + 0.1 * (bytes - bytesPerKey);
    }

    long activeKeys() {
        return activeKeys;
    }

    void activeKeys(long n) {
        activeKeys = n;
    }
}
