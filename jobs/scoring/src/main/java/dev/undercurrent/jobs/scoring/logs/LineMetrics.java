package dev.undercurrent.jobs.scoring.logs;

import dev.undercurrent.core.Incident;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.tokens.LineVerdict;
import dev.undercurrent.core.tokens.SequenceVerdict;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** The metrics of the operator that scores lines, in the group {@code undercurrent}. */
final class LineMetrics {

    private final Counter scored;
    private final Counter fresh;
    private final Counter warming;
    private final Counter incidents;
    private final Counter regimeChanges;
    private final Counter sequences;
    private final Counter anomalous;
    final Counter refused;
    private long activeKeys;

    LineMetrics(MetricGroup parent) {
        MetricGroup group = parent.addGroup("undercurrent");
        scored = group.counter("lines_scored");
        fresh = group.counter("lines_fresh");
        warming = group.counter("lines_warming");
        refused = group.counter("lines_refused");
        incidents = group.counter("incidents_opened");
        regimeChanges = group.counter("regime_changes");
        sequences = group.counter("sequences_ended");
        anomalous = group.counter("sequences_anomalous");
        group.gauge("keys_active", () -> activeKeys);
    }

    void scored(LineVerdict verdict) {
        scored.inc();
        if (verdict.fresh()) {
            fresh.inc();
        }
        if (verdict.status() == Verdict.Status.WARMING) {
            warming.inc();
        }
        if (verdict.previousRegime() != Verdict.NO_REGIME) {
            regimeChanges.inc();
        }
        if (verdict.incident() != null && verdict.incident().phase() == Incident.Phase.OPEN) {
            incidents.inc();
        }
    }

    void ended(SequenceVerdict verdict) {
        sequences.inc();
        if (verdict.anomalous()) {
            anomalous.inc();
        }
    }

    long activeKeys() {
        return activeKeys;
    }

    void activeKeys(long n) {
        activeKeys = n;
    }
}
