package dev.undercurrent.jobs.scoring.source;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Decoder;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.InvalidRecord;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import dev.undercurrent.jobs.scoring.format.VerdictEncoder;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Decodes records; those that cannot be decoded leave by the side, counted by cause. */
public final class DecodeFunction extends ProcessFunction<RawRecord, Event> {

    /** The side output of records that are no events. */
    public static final OutputTag<OutRecord> DEAD_LETTERS = new OutputTag<>("dead-letters", OutRecord.TYPE);

    private static final long serialVersionUID = 1L;

    private final PipelineConfig config;
    private final VerdictEncoder encoder;
    private transient Decoder decoder;
    private transient Counter recordsIn;
    private transient Map<InvalidRecord.Cause, Counter> deadLetters;

    /** @param encoder says how an invalid record is written */
    public DecodeFunction(PipelineConfig config, VerdictEncoder encoder) {
        this.config = config;
        this.encoder = encoder;
    }

    @Override
    public void open(OpenContext context) {
        decoder = Decoder.of(config);
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("undercurrent");
        recordsIn = group.counter("records_in");
        deadLetters = new EnumMap<>(InvalidRecord.Cause.class);
        for (InvalidRecord.Cause cause : InvalidRecord.Cause.values()) {
            deadLetters.put(cause, group.addGroup("cause", cause.errorClass()).counter("dead_letters"));
        }
    }

    @Override
    public void processElement(RawRecord record, Context context, Collector<Event> out) {
        recordsIn.inc();
        try {
            out.collect(decoder.decode(record));
        } catch (InvalidRecord e) {
            deadLetters.get(e.cause()).inc();
            encoder.invalid(record, e, letter -> context.output(DEAD_LETTERS, letter));
        }
    }
}
