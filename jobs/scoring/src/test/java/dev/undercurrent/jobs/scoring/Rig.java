package dev.undercurrent.jobs.scoring;

import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.FeedEncoder;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.TestTaskStateManager;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** One task of the scoring operator in Flink's harness. */
final class Rig implements AutoCloseable {

    static final int MAX_PARALLELISM = 128;

    /** Where states are kept. */
    enum Backend {
        HEAP,
        ROCKSDB
    }

    /** What a rig is made from. */
    record Plan(
            ScorerSettings settings, long maxSeries, long noDataAfter, Backend backend, int parallelism, int index) {

        static Plan of(ScorerSettings settings) {
            return new Plan(settings, 1_000_000, 0, Backend.HEAP, 1, 0);
        }

        Plan on(Backend other) {
            return new Plan(settings, maxSeries, noDataAfter, other, parallelism, index);
        }

        Plan with(ScorerSettings other) {
            return new Plan(other, maxSeries, noDataAfter, backend, parallelism, index);
        }

        Plan admitting(long series) {
            return new Plan(settings, series, noDataAfter, backend, parallelism, index);
        }

        Plan tellingAfter(long micros) {
            return new Plan(settings, maxSeries, micros, backend, parallelism, index);
        }

        Plan task(int i, int of) {
            return new Plan(settings, maxSeries, noDataAfter, backend, of, i);
        }

        Rig open() throws Exception {
            return new Rig(this, null);
        }

        Rig restore(OperatorSubtaskState state) throws Exception {
            return new Rig(this, state);
        }
    }

    private final Counters counters = new Counters();
    private final ScoreOperator operator;
    private final KeyedOneInputStreamOperatorTestHarness<String, Event, OutRecord> harness;
    private long checkpoints;

    private Rig(Plan plan, OperatorSubtaskState state) throws Exception {
        MockEnvironment environment = new MockEnvironmentBuilder()
                .setTaskName("score")
                .setManagedMemorySize(16 << 20)
                .setTaskStateManager(new TestTaskStateManager())
                .setMaxParallelism(MAX_PARALLELISM)
                .setParallelism(plan.parallelism)
                .setSubtaskIndex(plan.index)
                .setMetricGroup(counters.task())
                .build();
        environment.getExecutionConfig().enableObjectReuse();
        operator = new ScoreOperator(plan.settings, plan.maxSeries, plan.noDataAfter, new FeedEncoder(Fold.CONFIG));
        harness = new KeyedOneInputStreamOperatorTestHarness<>(operator, Event::series, Types.STRING, environment);
        harness.setStateBackend(
                plan.backend == Backend.HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend());
        harness.setup(
                OutRecord.TYPE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        if (state == null) {
            harness.initializeEmptyState();
        } else {
            harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    state, MAX_PARALLELISM, state.getManagedOperatorState().size(), plan.parallelism, plan.index));
        }
        harness.open();
    }

    /** The union of the states of several tasks. */
    static OperatorSubtaskState union(OperatorSubtaskState... states) throws Exception {
        return AbstractStreamOperatorTestHarness.repackageState(states);
    }

    Rig accept(List<Event> events) throws Exception {
        for (Event event : events) {
            harness.processElement(new StreamRecord<>(event));
        }
        return this;
    }

    Rig accept(Event... events) throws Exception {
        return accept(List.of(events));
    }

    /** @param micros stream time */
    Rig watermark(long micros) throws Exception {
        harness.processWatermark(micros / 1000);
        return this;
    }

    Rig endOfTime() throws Exception {
        harness.processWatermark(Watermark.MAX_WATERMARK);
        return this;
    }

    Rig endInput() throws Exception {
        harness.endInput();
        return this;
    }

    OperatorSubtaskState snapshot() throws Exception {
        checkpoints++;
        return harness.snapshot(checkpoints, checkpoints);
    }

    /** Every record written so far. */
    List<String> lines() {
        return records().stream().map(Fold::line).toList();
    }

    List<OutRecord> records() {
        return harness.extractOutputValues();
    }

    int keys() {
        return harness.numKeyedStateEntries();
    }

    /** Keys whose networks have put their step off. */
    int pending() {
        return operator.pending();
    }

    int timers() {
        return harness.numEventTimeTimers();
    }

    long count(String counter) {
        Counter found = counters.get(counter);
        if (found == null) {
            throw new IllegalArgumentException("no counter " + counter + "; there are " + counters);
        }
        return found.getCount();
    }

    @Override
    public void close() throws IOException {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IOException("the harness did not close", e);
        }
    }

    /** Three regimes, forecasts, alarms soon, duplicates dropped, keys forgotten after an hour. */
    static ScorerSettings settings(long lateness) {
        ScorerSettings s = ScorerSettings.standard()
                .withModel(ScorerSettings.Emission.STUDENT_T, 3)
                .withForecast(3, 5)
                .withLateness(lateness, 48)
                .withGaps(0, 1000, 3_600 * RandomEvents.SECOND, true);
        return withBudget(s, 200);
    }

    static ScorerSettings withBudget(ScorerSettings s, double budget) {
        return s.withAlarm(new AlarmSettings(budget, 86_400 * RandomEvents.SECOND, 16, 10, 4, 16));
    }
}
