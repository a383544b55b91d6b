package dev.undercurrent.jobs.scoring.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.core.tokens.LineVerdict;
import dev.undercurrent.core.tokens.SequenceVerdict;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.InvalidRecord;
import dev.undercurrent.jobs.scoring.format.Line;
import dev.undercurrent.jobs.scoring.format.LineEncoder.End;
import dev.undercurrent.jobs.scoring.format.MinedLine;
import dev.undercurrent.jobs.scoring.format.Timed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The two folds of the log job, on lines small enough to know what must come. */
class LineFoldsTest implements Mining.Output, Sequences.Output {

    private static final long SECOND = 1_000_000;

    private final List<MinedLine> mined = new ArrayList<>();
    private final List<Event> numbers = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    private static PipelineConfig config(String rest) {
        return ConfigLoader.load("{kind: logs, source: {format: text}, " + rest + "}", List.of(), Map.of());
    }

    private static Line line(int partition, long time, String text, boolean first) {
        return new Line("s", List.of("k"), time, text, first, text.endsWith("done"), 1, partition, 0);
    }

    private static MinedLine at(long time, long offset, String text) {
        return new MinedLine("k", "s", time, text.hashCode(), text, false, text, text.equals("done"), 1, 0, offset, 0);
    }

    @Override
    public void mined(MinedLine line) {
        mined.add(line);
    }

    @Override
    public void number(Event event) {
        numbers.add(event);
    }

    @Override
    public void keyless(Line line) {
        told.add("keyless " + line.text());
    }

    @Override
    public void refused(Line line, InvalidRecord.Cause cause, String message) {
        told.add(cause + " " + line.text());
    }

    @Override
    public void scored(MinedLine line, LineVerdict verdict) {
        told.add(line.text() + " " + verdict.sequence());
    }

    @Override
    public void closed(String key, Ending ending) {
        told.add(ending.incident().phase() + " " + ending.incident().number() + " at " + ending.sequence());
    }

    @Override
    public void ended(String key, End why, SequenceVerdict verdict, String explanation) {
        told.add(why + " " + verdict.lines());
    }

    @Test
    @DisplayName("Lines that belong together are one, per partition, and wait for nothing but the next")
    void grouped() {
        Mining mining = new Mining(config("logs: {multi-line: {mode: indent, max-lines: 3}}"));
        SourceState state = mining.start("s");

        mining.accept(state, line(0, 1, "failed", true), this);
        mining.accept(state, line(1, 2, "other", true), this);
        mining.accept(state, line(0, Timed.NO_TIME, "Caused by: no", false), this);
        mining.accept(state, line(0, Timed.NO_TIME, "\tat a", false), this);
        assertThat(mined).isEmpty();
        mining.accept(state, line(0, Timed.NO_TIME, "\tat too many", false), this);
        assertThat(mined).singleElement().satisfies(m -> {
            assertThat(m.content()).isEqualTo("failed | Caused by: no");
            assertThat(m.lines()).isEqualTo(3);
            assertThat(m.time()).isEqualTo(1);
        });
        mining.flush(state, this);

        assertThat(mined.stream().map(MinedLine::content))
                .containsExactly("failed | Caused by: no", "\tat too many", "other");
        assertThat(mined.get(1).time()).isEqualTo(1);
        mining.flush(state, this);
        assertThat(mined).hasSize(3);
    }

    @Test
    @DisplayName("Ungrouped lines are mined at once; one without a time has that of the line before it, the first none")
    void ungrouped() {
        Mining mining = new Mining(config("logs: {time: {missing: previous}}"));
        SourceState state = mining.start("s");

        mining.accept(state, line(0, Timed.NO_TIME, "lost", true), this);
        mining.accept(state, line(0, 5, "a 1", true), this);
        mining.accept(state, line(0, Timed.NO_TIME, "a 2", true), this);

        assertThat(told).containsExactly("BAD_TIME lost");
        assertThat(mined.stream().map(MinedLine::time)).containsExactly(5L, 5L);
        assertThat(mined.get(0).template()).isEqualTo(mined.get(1).template());
        assertThat(mined.stream().map(MinedLine::fresh)).containsExactly(true, false);
    }

    @Test
    @DisplayName("Numeric parameters become events of series named by source, template and position")
    void parameters() {
        Mining mining = new Mining(config("logs: {parameters: {series: true, per-template: 2}}"));
        SourceState state = mining.start("s");

        mining.accept(state, line(0, 7, "took 812ms for x9y 3 of 4", true), this);
        mining.accept(state, line(0, 8, "took 14ms for x9y 5 of 6", true), this);

        String id = "s/" + java.util.HexFormat.of().toHexDigits(mined.get(0).template());
        assertThat(numbers.stream().map(Event::series)).containsExactly(id + "/16", id + "/49", id + "/16", id + "/49");
        assertThat(numbers.stream().map(e -> e.values()[0])).containsExactly(812.0, 3.0, 14.0, 5.0);
    }

    @Test
    @DisplayName("A sequence ends with its marker, by silence on the key's own clock, and with the input")
    void sequences() {
        Sequences sequences = new Sequences(config("logs: {sequence: {silence: 10s}}"));
        LineState state = sequences.start("k");

        sequences.accept(state, at(0, 0, "a"), this);
        sequences.accept(state, at(1, 1, "done"), this);
        assertThat(state.over()).isTrue();
        sequences.accept(state, at(2, 2, "b"), this);
        sequences.accept(state, at(2 + 10 * SECOND, 3, "c"), this);
        sequences.accept(state, at(3 + 20 * SECOND, 4, "d"), this);
        sequences.finish(state, End.INPUT_END, this);

        assertThat(told).containsExactly("a 0", "done 1", "MARKER 2", "b 0", "c 1", "SILENCE 2", "d 0", "INPUT_END 1");
    }

    @Test
    @DisplayName(
            "With a lateness lines wait and come in the order of their times; what comes later still is scored, not lost")
    void ordered() {
        Sequences sequences = new Sequences(config("series: {lateness: 5s, reorder-capacity: 3}"));
        LineState state = sequences.start("k");

        sequences.accept(state, at(3 * SECOND, 0, "c"), this);
        sequences.accept(state, at(SECOND, 1, "a"), this);
        sequences.accept(state, at(2 * SECOND, 2, "b"), this);
        assertThat(told).isEmpty();
        sequences.accept(state, at(7 * SECOND, 3, "e"), this);
        assertThat(told).containsExactly("a 0", "b 1");
        sequences.accept(state, at(0, 4, "late"), this);
        sequences.accept(state, at(7 * SECOND + 1, 5, "f"), this);
        sequences.accept(state, at(7 * SECOND + 2, 6, "g"), this);
        assertThat(told).containsExactly("a 0", "b 1", "late 2", "c 3");
        sequences.finish(state, End.INPUT_END, this);
        assertThat(told).endsWith("e 4", "f 5", "g 6", "INPUT_END 7");
    }

    @Test
    @DisplayName("States come back from their bytes and go on as they would have")
    void codecs() {
        Mining mining = new Mining(config("logs: {multi-line: {mode: indent}}"));
        SourceState source = mining.start("s");
        mining.accept(source, line(4, 9, "held 1", true), this);
        SourceState copy = mining.codec().copy(source);
        mining.accept(copy, line(4, 10, "next 2", true), this);
        assertThat(mined).singleElement().satisfies(m -> assertThat(m.content()).isEqualTo("held 1"));
        mining.accept(source, line(4, 10, "next 2", true), this);
        assertThat(mined.get(1)).isEqualTo(mined.get(0));

        Sequences sequences = new Sequences(config("series: {lateness: 1s}"));
        LineState state = sequences.start("k");
        sequences.accept(state, at(0, 0, "a"), this);
        sequences.accept(state, at(3 * SECOND, 1, "b"), this);
        LineState again = sequences.codec().copy(state);
        var out = new dev.undercurrent.core.state.ByteSink(64);
        sequences.codec().write(state, out);
        LineState read = sequences.thawed(new LineState(out.toBytes()));
        List<List<String>> all = new ArrayList<>();
        for (LineState each : List.of(state, again, read)) {
            told.clear();
            sequences.accept(each, at(9 * SECOND, 2, "c"), this);
            sequences.finish(each, End.INPUT_END, this);
            all.add(List.copyOf(told));
        }
        assertThat(all.get(0)).containsExactly("b 1", "c 2", "INPUT_END 3");
        assertThat(all.get(1)).isEqualTo(all.get(0));
        assertThat(all.get(2)).isEqualTo(all.get(0));
    }

    @Test
    @DisplayName(
            "A state in use is written by what its serializer's snapshot restores, as savepoints in the canonical format do")
    void canonical() throws IOException {
        PipelineConfig config = config("series: {lateness: 1s}");
        var sequences = new Sequences(config);
        LineState state = sequences.start("k");
        sequences.accept(state, at(0, 0, "a"), this);
        sequences.accept(state, at(3 * SECOND, 1, "b"), this);
        var serializer = new LineStateSerializer(config, sequences.codec());
        var direct = new DataOutputSerializer(64);
        serializer.serialize(state, direct);
        var restored = new DataOutputSerializer(64);
        serializer.snapshotConfiguration().restoreSerializer().serialize(state, restored);
        assertThat(restored.getCopyOfBuffer()).isEqualTo(direct.getCopyOfBuffer());
    }
}
