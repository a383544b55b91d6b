package dev.undercurrent.it;

import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.core.tokens.LineVerdict;
import dev.undercurrent.core.tokens.SequenceVerdict;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.InvalidRecord;
import dev.undercurrent.jobs.scoring.format.Line;
import dev.undercurrent.jobs.scoring.format.LineDecoder;
import dev.undercurrent.jobs.scoring.format.LineEncoder.End;
import dev.undercurrent.jobs.scoring.format.LineFeedEncoder;
import dev.undercurrent.jobs.scoring.format.MinedLine;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import dev.undercurrent.jobs.scoring.logs.LineModels;
import dev.undercurrent.jobs.scoring.logs.LineState;
import dev.undercurrent.jobs.scoring.logs.Mining;
import dev.undercurrent.jobs.scoring.logs.Sequences;
import dev.undercurrent.jobs.scoring.logs.SourceState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The oracle of logs: two plain loops, over the lines of each source and of each key, with maps of states. */
final class LineFold implements Mining.Output, Sequences.Output, Consumer<OutRecord> {

    private final Map<Feed, Map<String, List<String>>> written = new EnumMap<>(Feed.class);
    private final Map<String, SourceState> sources = new TreeMap<>();
    private final Map<String, LineState> keys = new TreeMap<>();
    private final LineDecoder decoder;
    private final Mining mining;
    private final Sequences sequences;
    private final LineFeedEncoder encoder;
    private final String model;
    private final List<Event> numbers = new ArrayList<>();

    LineFold(PipelineConfig config) {
        decoder = new LineDecoder(config);
        mining = new Mining(config);
        sequences = new Sequences(config);
        model = LineModels.name(config);
        encoder = new LineFeedEncoder(config);
        encoder.open();
    }

    LineFold accept(List<RawRecord> records) throws InvalidRecord {
        for (RawRecord record : records) {
            Line line = decoder.decode(record);
            mining.accept(sources.computeIfAbsent(line.source(), mining::start), line, this);
        }
        return this;
    }

    LineFold finish() {
        sources.values().forEach(s -> mining.flush(s, this));
        keys.values().forEach(k -> sequences.finish(k, End.INPUT_END, this));
        return this;
    }

    /** The values of each key, in order, as hexadecimal bytes. */
    Map<String, List<String>> written(Feed feed) {
        return written.getOrDefault(feed, Map.of());
    }

    /** Numbers in lines. */
    List<Event> numbers() {
        return numbers;
    }

    @Override
    public void mined(MinedLine line) {
        sequences.accept(keys.computeIfAbsent(line.key(), sequences::start), line, this);
    }

    @Override
    public void number(Event event) {
        numbers.add(event);
    }

    @Override
    public void keyless(Line line) {
        throw new AssertionError("no key in " + line);
    }

    @Override
    public void refused(Line line, InvalidRecord.Cause cause, String message) {
        throw new AssertionError(message);
    }

    @Override
    public void scored(MinedLine line, LineVerdict verdict) {
        encoder.scored(line, verdict, model, this);
    }

    @Override
    public void closed(String key, Ending ending) {
        encoder.closed(key, ending, model, this);
    }

    @Override
    public void ended(String key, End why, SequenceVerdict verdict, String explanation) {
        encoder.ended(key, why, verdict, explanation, model, this);
    }

    @Override
    public void accept(OutRecord record) {
        written.computeIfAbsent(record.feed(), f -> new TreeMap<>())
                .computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), k -> new ArrayList<>())
                .add(HexFormat.of().formatHex(record.value()));
    }
}
