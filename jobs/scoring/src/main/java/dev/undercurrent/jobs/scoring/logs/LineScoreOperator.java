package dev.undercurrent.jobs.scoring.logs;

import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.core.tokens.LineVerdict;
import dev.undercurrent.core.tokens.SequenceVerdict;
import dev.undercurrent.jobs.scoring.StreamTime;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.LineEncoder;
import dev.undercurrent.jobs.scoring.format.LineEncoder.End;
import dev.undercurrent.jobs.scoring.format.MinedLine;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
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

/**
 * Scores lines per key: one state object in, one pure call, one state object out. A key whose sequence has ended is
 * forgotten. Timers end the sequences of keys that fell silent; what they say is what the next line of the key would have
 * made the operator say.
 */
public final class LineScoreOperator extends AbstractStreamOperator<OutRecord>
        implements OneInputStreamOperator<MinedLine, OutRecord>, Triggerable<String, VoidNamespace>, BoundedOneInput {

    /** Name of the state of a key in savepoints. */
    static final String STATE = "key";

    private final PipelineConfig pipeline;
    private final LineEncoder encoder;

    private transient Sequences sequences;
    private transient ValueState<LineState> state;
    private transient StreamTime time;
    private transient LineMetrics counts;
    private transient Emission emission;
    private transient String model;
    private transient long share;
    private transient boolean inPlace;

    public LineScoreOperator(PipelineConfig config, LineEncoder encoder) {
        this.pipeline = config;
        this.encoder = encoder;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        sequences = new Sequences(pipeline);
        var serializer = new LineStateSerializer(pipeline, sequences.codec());
        state = getPartitionedState(new ValueStateDescriptor<>(STATE, serializer));
        // the heap hands out the object that it keeps, copied before if a snapshot still needs it
        inPlace = getKeyedStateBackend() instanceof HeapKeyedStateBackend;
        model = LineModels.name(pipeline);
        counts = new LineMetrics(getMetricGroup());
        counts.activeKeys(keys().size());
    }

    private List<String> keys() {
        try (Stream<String> keys = this.<String>getKeyedStateBackend().getKeys(STATE, VoidNamespace.INSTANCE)) {
            return keys.sorted().toList();
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        int tasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        share = ((long) pipeline.series().maxSeries() + tasks - 1) / tasks;
        time = new StreamTime(
                getInternalTimerService("silence", VoidNamespaceSerializer.INSTANCE, this), sequences.silence());
        emission = new Emission();
        encoder.open();
    }

    @Override
    public void processElement(StreamRecord<MinedLine> element) throws Exception {
        MinedLine line = element.getValue();
        LineState kept = state.value();
        if (kept == null && counts.activeKeys() >= share) {
            refuse(line);
            return;
        }
        LineState key = kept == null ? sequences.start(line.key()) : sequences.thawed(kept);
        if (kept == null) {
            counts.activeKeys(counts.activeKeys() + 1);
            time.await(Math.max(line.time(), time.now()));
        }
        key.touched = time.now();
        sequences.accept(key, line, emission);
        if (key.over()) {
            forget();
        } else if (!inPlace || key != kept) {
            state.update(key);
        }
    }

    private void refuse(MinedLine line) {
        counts.refused.inc();
        encoder.refused(
                new LineEncoder.Refused(line.key(), line.content(), line.partition(), line.offset()),
                "score",
                "too-many-series",
                "this task holds " + counts.activeKeys() + " keys; allowed: " + share
                        + " (series.max-series divided by the parallelism)",
                emission);
    }

    private void forget() {
        state.clear();
        counts.activeKeys(counts.activeKeys() - 1);
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
        LineState kept = state.value();
        if (kept == null) {
            return;
        }
        LineState key = sequences.thawed(kept);
        if (!time.silent(timer, Math.max(key.clock, key.touched))) {
            return;
        }
        sequences.finish(key, End.SILENCE, emission);
        forget();
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no processing-time timer is ever registered");
    }

    @Override
    public void endInput() throws Exception {
        for (String name : keys()) {
            setCurrentKey(name);
            sequences.finish(sequences.thawed(state.value()), End.INPUT_END, emission);
            forget();
        }
    }

    /** Hands verdicts to the encoder, and counts them. */
    private final class Emission implements Sequences.Output, Consumer<OutRecord> {

        private final StreamRecord<OutRecord> record = new StreamRecord<>(null);

        @Override
        public void scored(MinedLine line, LineVerdict verdict) {
            counts.scored(verdict);
            record.setTimestamp(StreamTime.millis(line.time()));
            encoder.scored(line, verdict, model, this);
        }

        @Override
        public void closed(String key, Ending ending) {
            record.setTimestamp(StreamTime.millis(ending.time()));
            encoder.closed(key, ending, model, this);
        }

        @Override
        public void ended(String key, End why, SequenceVerdict verdict, String explanation) {
            counts.ended(verdict);
            record.eraseTimestamp();
            encoder.ended(key, why, verdict, explanation, model, this);
        }

        @Override
        public void accept(OutRecord out) {
            output.collect(record.replace(out));
        }
    }
}
