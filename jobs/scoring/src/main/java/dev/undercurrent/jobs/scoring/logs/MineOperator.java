package dev.undercurrent.jobs.scoring.logs;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import dev.undercurrent.jobs.scoring.StreamTime;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import dev.undercurrent.jobs.scoring.format.Line;
import dev.undercurrent.jobs.scoring.format.LineEncoder;
import dev.undercurrent.jobs.scoring.format.MinedLine;
import dev.undercurrent.jobs.scoring.source.DecodeFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Finds the templates of lines, per source. Sources are few and their state is large, so it stays in memory as it is and is
 * written with each snapshot, if it has changed since the last one.
 */
public final class MineOperator extends AbstractStreamOperator<MinedLine>
        implements OneInputStreamOperator<Line, MinedLine>, BoundedOneInput {

    /** The side output of numbers in lines. */
    public static final OutputTag<Event> NUMBERS = new OutputTag<>("numbers", Event.TYPE);

    /** Name of the state of a source in savepoints. */
    static final String STATE = "source";

    private final PipelineConfig pipeline;
    private final LineEncoder encoder;

    private transient Mining mining;
    private transient StateCodec<SourceState> codec;
    private transient ValueState<byte[]> state;
    private transient Map<String, SourceState> sources;
    private transient Set<String> changed;
    private transient long known;
    private transient long share;
    private transient Sides sides;
    private transient Counter mined;
    private transient Counter templates;
    private transient Counter continued;
    private transient Counter keyless;
    private transient Counter refused;

    /** @param encoder says how a line that cannot be used is written */
    public MineOperator(PipelineConfig config, LineEncoder encoder) {
        this.pipeline = config;
        this.encoder = encoder;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        state = getPartitionedState(
                new ValueStateDescriptor<>(STATE, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        mining = new Mining(pipeline);
        codec = mining.codec();
        sources = new HashMap<>();
        changed = new HashSet<>();
        known = inBackend().size();
    }

    private List<String> inBackend() {
        try (Stream<String> keys = this.<String>getKeyedStateBackend().getKeys(STATE, VoidNamespace.INSTANCE)) {
            return keys.sorted().collect(Collectors.toList());
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        int tasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        share = ((long) pipeline.logs().model().maxSources() + tasks - 1) / tasks;
        MetricGroup group = getMetricGroup().addGroup("undercurrent");
        mined = group.counter("lines_mined");
        templates = group.counter("templates_found");
        continued = group.counter("lines_continued");
        keyless = group.counter("lines_without_key");
        refused = group.counter("lines_refused");
        group.gauge("sources_active", () -> known);
        sides = new Sides();
        encoder.open();
    }

    @Override
    public void processElement(StreamRecord<Line> element) throws Exception {
        Line line = element.getValue();
        SourceState source = source(line.source());
        if (source == null) {
            refuse(
                    line,
                    "too-many-sources",
                    "this task holds " + known + " sources; allowed: " + share
                            + " (logs.model.max-sources divided by the parallelism)");
            return;
        }
        changed.add(line.source());
        if (!line.first()) {
            continued.inc();
        }
        mining.accept(source, line, sides);
    }

    /** The state of the present key, or null where there is no room for it. */
    private SourceState source(String name) throws IOException {
        SourceState source = sources.get(name);
        if (source == null) {
            byte[] kept = state.value();
            if (kept == null && known >= share) {
                return null;
            }
            known += kept == null ? 1 : 0;
            source = kept == null ? mining.start(name) : codec.read(new ByteSource(kept));
            sources.put(name, source);
        }
        return source;
    }

    private void refuse(Line line, String errorClass, String message) {
        refused.inc();
        encoder.refused(
                new LineEncoder.Refused(line.source(), line.text(), line.partition(), line.offset()),
                "mine",
                errorClass,
                message,
                letter -> output.collect(DecodeFunction.DEAD_LETTERS, new StreamRecord<>(letter)));
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        Object current = getCurrentKey();
        ByteSink out = new ByteSink(1 << 12);
        for (String name : changed) {
            setCurrentKey(name);
            out.clear();
            codec.write(sources.get(name), out);
            state.update(out.toBytes());
        }
        changed.clear();
        if (current != null) {
            setCurrentKey(current);
        }
        super.snapshotState(context);
    }

    @Override
    public void endInput() throws Exception {
        Set<String> all = new HashSet<>(sources.keySet());
        all.addAll(inBackend());
        for (String name : new ArrayList<>(all).stream().sorted().toList()) {
            setCurrentKey(name);
            mining.flush(source(name), sides);
            changed.add(name);
        }
    }

    /** Sends what becomes of lines on. */
    private final class Sides implements Mining.Output {

        private final StreamRecord<MinedLine> record = new StreamRecord<>(null);
        private final StreamRecord<Event> number = new StreamRecord<>(null);

        @Override
        public void mined(MinedLine line) {
            if (line.place() == 0) {
                mined.inc();
                if (line.fresh()) {
                    templates.inc();
                }
            }
            output.collect(record.replace(line, StreamTime.millis(line.time())));
        }

        @Override
        public void number(Event event) {
            output.collect(NUMBERS, number.replace(event, StreamTime.millis(event.time())));
        }

        @Override
        public void keyless(Line line) {
            mined.inc();
            keyless.inc();
        }

        @Override
        public void refused(Line line, Cause cause, String message) {
            refuse(line, cause.errorClass(), message);
        }
    }
}
