package dev.undercurrent.jobs.scoring.logs;

import dev.undercurrent.core.state.StateCodec;
import dev.undercurrent.core.tokens.Mined;
import dev.undercurrent.core.tokens.MinerSettings;
import dev.undercurrent.core.tokens.Parameter;
import dev.undercurrent.core.tokens.TemplateMiner;
import dev.undercurrent.jobs.scoring.config.LogsConfig;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SourceConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.InvalidRecord.Cause;
import dev.undercurrent.jobs.scoring.format.Line;
import dev.undercurrent.jobs.scoring.format.MinedLine;
import dev.undercurrent.jobs.scoring.format.SeriesId;
import dev.undercurrent.jobs.scoring.format.Stack;
import java.util.HexFormat;
import java.util.List;

/** The fold over the lines of one source: puts lines that belong together into one, and finds their templates. */
public final class Mining {

    /** Where what becomes of lines goes. */
    public interface Output {

        /** A line as its template, for one of its keys. */
        void mined(MinedLine line);

        /** A number in a line, as an event of a series of its own. */
        void number(Event event);

        /** A line that has no key. */
        void keyless(Line line);

        /** A line that cannot be used. */
        void refused(Line line, Cause cause, String message);
    }

    private final LogsConfig logs;
    private final boolean holds;
    private final TemplateMiner miner;
    private final TemplateMiner.State known;

    public Mining(PipelineConfig config) {
        logs = config.logs();
        holds = logs.multiLine().mode() != LogsConfig.Grouping.NONE
                && config.source().format() == SourceConfig.Format.TEXT;
        known = LineModels.templates(config);
        MinerSettings standard = MinerSettings.standard();
        miner = new TemplateMiner(
                new MinerSettings(logs.model().templates(), standard.words(), logs.maxChars(), standard.siblings()));
    }

    /** The state before the first line of a source. */
    public SourceState start(String source) {
        return new SourceState(known == null ? miner.start(source) : miner.start(source, known));
    }

    /** Templates of a source in use. */
    public static TemplateMiner.State templates(SourceState state) {
        return state.templates;
    }

    /** How a state is written and copied. */
    public StateCodec<SourceState> codec() {
        return new SourceStateCodec(miner.codec());
    }

    /** Takes a line in. */
    public void accept(SourceState state, Line arrived, Output out) {
        SourceState.Progress progress =
                state.partitions.computeIfAbsent(arrived.partition(), p -> new SourceState.Progress());
        Line held = progress.held;
        if (!arrived.first() && held != null && held.lines() < logs.multiLine().maxLines()) {
            progress.held = Stack.join(held, arrived, logs.maxChars());
            return;
        }
        Line line =
                arrived.time() == Line.NO_TIME && progress.time != Line.NO_TIME ? arrived.at(progress.time) : arrived;
        if (line.time() == Line.NO_TIME) {
            out.refused(
                    line,
                    Cause.BAD_TIME,
                    "no time is found in the line, and no line of its source and partition came before it");
            return;
        }
        progress.time = line.time();
        if (holds) {
            progress.held = line;
            line = held;
        }
        if (line != null) {
            mine(state, line, out);
        }
    }

    /** Mines what is held back: at the end of the input. */
    public void flush(SourceState state, Output out) {
        for (SourceState.Progress progress : state.partitions.values()) {
            if (progress.held != null) {
                mine(state, progress.held, out);
                progress.held = null;
            }
        }
    }

    private void mine(SourceState state, Line line, Output out) {
        Mined mined = miner.mine(state.templates, line.text());
        if (line.keys().isEmpty()) {
            out.keyless(line);
        }
        for (int place = 0; place < line.keys().size(); place++) {
            out.mined(new MinedLine(
                    line.keys().get(place),
                    line.source(),
                    line.time(),
                    mined.template(),
                    mined.text(),
                    mined.fresh(),
                    line.text(),
                    line.ends(),
                    line.lines(),
                    line.partition(),
                    line.offset(),
                    place));
        }
        if (logs.parameters().series() && mined.template() != TemplateMiner.OTHER) {
            numbers(line, mined.template(), mined.parameters(), out);
        }
    }

    private void numbers(Line line, long template, List<Parameter> parameters, Output out) {
        int left = logs.parameters().perTemplate();
        for (int i = 0; i < parameters.size() && left > 0; i++) {
            double number = parameters.get(i).number();
            if (Double.isFinite(number)) {
                left--;
                String series = SeriesId.join(
                        line.source(),
                        HexFormat.of().toHexDigits(template),
                        Integer.toString(parameters.get(i).position()));
                out.number(new Event(series, line.time(), new double[] {number}, line.partition(), line.offset()));
            }
        }
    }
}
