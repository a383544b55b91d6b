package dev.undercurrent.jobs.scoring.source;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.InvalidRecord;
import dev.undercurrent.jobs.scoring.format.Line;
import dev.undercurrent.jobs.scoring.format.LineDecoder;
import dev.undercurrent.jobs.scoring.format.LineEncoder;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes lines; records that hold none leave by the side, counted by cause. */
public final class LineDecodeFunction extends ProcessFunction<RawRecord, Line> {

    private static final long serialVersionUID = 1L;

    private final PipelineConfig config;
    private final LineEncoder encoder;
    private transient LineDecoder decoder;
    private transient Counter recordsIn;
    private transient Counter blank;
    private transient Counter repaired;
    private transient Counter cut;
    private transient Map<InvalidRecord.Cause, Counter> deadLetters;

    /** @param encoder says how an invalid record is written */
    public LineDecodeFunction(PipelineConfig config, LineEncoder encoder) {
        this.config = config;
        this.encoder = encoder;
    }

    @Override
    public void open(OpenContext context) {
        decoder = new LineDecoder(config);
        MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("undercurrent");
        recordsIn = group.counter("records_in");
        blank = group.counter("lines_blank");
        repaired = group.counter("lines_repaired");
        cut = group.counter("lines_cut");
        deadLetters = new EnumMap<>(InvalidRecord.Cause.class);
        for (InvalidRecord.Cause cause : InvalidRecord.Cause.values()) {
            deadLetters.put(cause, group.addGroup("cause", cause.errorClass()).counter("dead_letters"));
        }
    }

    @Override
    public void processElement(RawRecord record, Context context, Collector<Line> out) {
        recordsIn.inc();
        try {
            Line line = decoder.decode(record);
            if (line == null) {
                blank.inc();
                return;
            }
            if (decoder.repaired()) {
                repaired.inc();
            }
            if (decoder.cut()) {
                cut.inc();
            }
            out.collect(line);
        } catch (InvalidRecord e) {
            deadLetters.get(e.cause()).inc();
            encoder.invalid(record, e, letter -> context.output(DecodeFunction.DEAD_LETTERS, letter));
        }
    }
}
