package dev.undercurrent.jobs.scoring;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.scoring.Arrival;
import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.core.scoring.KeyState;
import dev.undercurrent.core.scoring.KeyStates;
import dev.undercurrent.core.scoring.Outcome;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.VerdictEncoder;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.KeyedStateFunction;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores events per key: one state object in, one pure call, one state object out.
 *
 * <p>Timers only free the state of keys that fell silent, and tell of them before: a key is forgotten once stream time has
 * moved on by {@code series.expire} since its last arrival and since its own clock, told of after {@code
 * series.no-data-after}. Verdicts depend on a key's arrivals alone.
 */
public final class ScoreOperator extends AbstractStreamOperator<OutRecord>
        implements OneInputStreamOperator<Event, OutRecord>, Triggerable<String, VoidNamespace>, BoundedOneInput {

    /** Name of the state of a key in savepoints. */
    static final String STATE = "key";

    /** Not the operator's own, which is Flink's: what it says is for users. */
    private static final Logger KERNEL = LoggerFactory.getLogger(ScoreOperator.class);

    private final ScorerSettings settings;
    private final VerdictEncoder encoder;
    private final long maxSeries;
    private final long noDataAfter;

    private transient KeyStates states;
    private transient ValueState<KeyState> state;
    private transient StreamTime time;
    private transient Silences silences;
    private transient ScoreMetrics counts;
    private transient long share;
    private transient boolean restored;
    private transient boolean inPlace;
    private transient PutOff putOff;
    private transient String model;
    private transient KeyStateSerializer measuring;
    private transient DataOutputSerializer measured;

    /**
     * @param maxSeries keys that all tasks together admit; each task has an equal share
     * @param noDataAfter silence after which a key is told of, microseconds; 0 = none
     */
    public ScoreOperator(ScorerSettings settings, long maxSeries, long noDataAfter, VerdictEncoder encoder) {
        this.settings = settings;
        this.maxSeries = maxSeries;
        this.noDataAfter = noDataAfter;
        this.encoder = encoder;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = getPartitionedState(descriptor());
        states = new KeyStates(settings);
        measuring = new KeyStateSerializer(settings);
        measured = new DataOutputSerializer(1024);
        restored = context.isRestored();
        silences = new Silences(noDataAfter, context.getOperatorStateStore());
        // the heap hands out the object that it keeps, copied before if a snapshot still needs it
        inPlace = getKeyedStateBackend() instanceof HeapKeyedStateBackend;
        putOff = new PutOff(!inPlace);
        counts = new ScoreMetrics(getMetricGroup(), settings.modelId().toString());
        try (var keys = getKeyedStateBackend().getKeys(STATE, VoidNamespace.INSTANCE)) {
            counts.activeKeys(keys.count());
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        int tasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        share = (maxSeries + tasks - 1) / tasks;
        time = new StreamTime(
                getInternalTimerService("expiry", VoidNamespaceSerializer.INSTANCE, this), settings.expire());
        silences.open(getInternalTimerService(
                "silence", VoidNamespaceSerializer.INSTANCE, new Triggerable<String, VoidNamespace>() {
                    @Override
                    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
                        silent(timer);
                    }

                    @Override
                    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
                        ScoreOperator.this.onProcessingTime(timer);
                    }
                }));
        if (restored && silences.begin()) {
            onEveryKey((series, each) -> silences.await(heard(each.value())));
        }
        model = settings.modelId().toString();
        boolean heavy = settings.network() != null
                || settings.past() != null
                || !settings.experts().isEmpty();
        if (heavy && getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            tellKernel();
        }
        encoder.open();
    }

    /** Once per job: what networks and window memories compute with. */
    private static void tellKernel() {
        String line = "Networks and window memories compute with " + Kernels.description();
        if (Kernels.vectorised()) {
            KERNEL.info(line);
        } else {
            KERNEL.warn(line);
        }
    }

    @Override
    public void processElement(StreamRecord<Event> element) throws Exception {
        Event event = element.getValue();
        var arrival = new Arrival(new Reading(event.time(), event.values()), event.partition(), event.offset());
        if (!inPlace && putOff.holds(event.series())) {
            settle();
        }
        KeyState kept = state.value();
        KeyState key = kept;
        boolean awaited = key != null && !silences.passed(heard(key));
        if (key == null) {
            if (counts.activeKeys() >= share) {
                counts.refused.inc();
                encoder.refused(
                        event,
                        "too-many-series",
                        "this task holds " + counts.activeKeys() + " series; allowed: " + share
                                + " (series.max-series divided by the parallelism)",
                        new Emission(event.series(), null));
                return;
            }
            key = states.start(event.series(), event.values().length);
            counts.activeKeys(counts.activeKeys() + 1);
            time.await(Math.max(event.time(), time.now()));
        }
        if (key.channels() != event.values().length) {
            counts.refused.inc();
            encoder.refused(
                    event,
                    "wrong-number-of-values",
                    event.values().length + " values; allowed for this series: " + key.channels(),
                    new Emission(event.series(), key));
            return;
        }
        KeyState carried = states.carryOn(key);
        if (inPlace && states.pending(carried)) {
            settle();
        }
        carried.touch(time.now());
        states.accept(carried, arrival, new Emission(event.series(), carried));
        if (!awaited) {
            silences.await(heard(carried));
        }
        boolean pending = states.pending(carried);
        if (!pending && counts.measures()) {
            counts.keyBytes(size(carried));
        }
        if (inPlace ? carried != kept : !pending) {
            state.update(carried);
        }
        if (pending) {
            putOff.add(event.series(), carried);
            if (putOff.full()) {
                settle();
            }
        }
    }

    /** When a key was heard of last: by its own clock, or by that of the stream where that was later. */
    private static long heard(KeyState key) {
        return Math.max(key.clock(), key.touched());
    }

    /** Bytes of a key's state as it is written to a snapshot. */
    private int size(KeyState key) throws IOException {
        measured.clear();
        measuring.serialize(key, measured);
        return measured.length();
    }

    /** Number of keys whose networks have put their step off. */
    int pending() {
        return putOff.size();
    }

    /** Does for many keys at once what networks have put off; before whatever must see whole states. */
    private void settle() throws IOException {
        if (putOff.isEmpty()) {
            return;
        }
        putOff.settle(states);
        if (!inPlace) {
            Object current = getCurrentKey();
            for (int i = 0; i < putOff.size(); i++) {
                setCurrentKey(putOff.series(i));
                state.update(putOff.key(i));
            }
            if (current != null) {
                setCurrentKey(current);
            }
        }
        putOff.clear();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        settle();
        silences.snapshot();
        super.snapshotState(context);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (StreamTime.ends(mark)) {
            output.emitWatermark(mark);
        } else {
            super.processWatermark(mark);
        }
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        settle();
        KeyState key = state.value();
        if (key == null) {
            return;
        }
        if (!time.silent(timer, heard(key))) {
            return;
        }
        KeyState carried = states.carryOn(key);
        states.forget(carried, new Emission(timer.getKey(), carried));
        state.clear();
        counts.activeKeys(counts.activeKeys() - 1);
        counts.expired.inc();
    }

    private void silent(InternalTimer<String, VoidNamespace> timer) throws IOException {
        settle();
        KeyState key = state.value();
        if (key == null || !silences.silent(timer, heard(key))) {
            return;
        }
        Verdict verdict = states.silence(states.carryOn(key), heard(key) + noDataAfter);
        if (verdict != null) {
            counts.silent.inc();
            new Emission(timer.getKey(), key).silent(verdict);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no processing-time timer is ever registered");
    }

    @Override
    public void endInput() throws Exception {
        settle();
        if (settings.lateness() == 0 && !restored) {
            return;
        }
        onEveryKey(this::drain);
    }

    private void onEveryKey(KeyedStateFunction<String, ValueState<KeyState>> what) throws Exception {
        KeyedStateBackend<String> backend = getKeyedStateBackend();
        backend.applyToAllKeys(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor(), what);
    }

    private void drain(String series, ValueState<KeyState> each) throws IOException {
        KeyState key = states.carryOn(each.value());
        if (key.waiting() > 0) {
            states.drain(key, new Emission(series, key));
            states.settle(new KeyState[] {key}, 1);
            each.update(key);
        }
    }

    private ValueStateDescriptor<KeyState> descriptor() {
        return new ValueStateDescriptor<>(STATE, new KeyStateSerializer(settings));
    }

    /** Hands what became of the arrivals of a key to the encoder, and counts it; it lives for one event, as its records do. */
    private final class Emission implements Outcome, Consumer<OutRecord> {

        private static final long NO_TIME = Long.MIN_VALUE;

        private final String series;
        private final KeyState key;
        private long time;

        Emission(String series, KeyState key) {
            this.series = series;
            this.key = key;
            this.time = NO_TIME;
        }

        @Override
        public void scored(Arrival arrival, Verdict verdict) {
            counts.scored(verdict, key.restarts() > 0);
            time = StreamTime.millis(verdict.time());
            encoder.scored(event(arrival), verdict, model, this);
        }

        @Override
        public void late(Arrival arrival, long clock) {
            counts.late.inc();
            time = NO_TIME;
            encoder.late(event(arrival), clock - settings.lateness(), this);
        }

        @Override
        public void duplicate(Arrival arrival) {
            counts.duplicates.inc();
            time = NO_TIME;
            encoder.duplicate(event(arrival), this);
        }

        @Override
        public void ended(Ending ending) {
            time = StreamTime.millis(ending.time());
            encoder.ended(series, ending, model, this);
        }

        void silent(Verdict verdict) {
            time = StreamTime.millis(verdict.time());
            encoder.silent(series, verdict, model, this);
        }

        private Event event(Arrival arrival) {
            Reading reading = arrival.reading();
            return new Event(series, reading.time(), reading.values(), arrival.partition(), arrival.offset());
        }

        @Override
        public void accept(OutRecord out) {
            counts.out();
            output.collect(time == NO_TIME ? new StreamRecord<>(out) : new StreamRecord<>(out, time));
        }
    }
}
