package dev.undercurrent.jobs.scoring.logs;

import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.tokens.LineScorer;
import dev.undercurrent.core.tokens.LineVerdict;
import dev.undercurrent.core.tokens.Mined;
import dev.undercurrent.core.tokens.SequenceVerdict;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Explanation;
import dev.undercurrent.jobs.scoring.format.LineEncoder.End;
import dev.undercurrent.jobs.scoring.format.MinedLine;
import java.time.Duration;
import java.util.List;

/**
 * The fold over the lines of one key: order, sequence by sequence, score. With a lateness of zero, lines are taken as they
 * arrive, since equal or slightly disordered times are ordinary in logs; otherwise they wait and are put in order, and what
 * comes later still is scored where it comes.
 */
public final class Sequences {

    /** Where verdicts go. */
    public interface Output {

        void scored(MinedLine line, LineVerdict verdict);

        /** The sequence of a key is over while an incident is open. */
        void closed(String key, Ending ending);

        /** @param explanation in words */
        void ended(String key, End why, SequenceVerdict verdict, String explanation);
    }

    private final LineScorer scorer;
    private final LineStateCodec codec;
    private final long lateness;
    private final int capacity;
    private final long silence;

    public Sequences(PipelineConfig config) {
        scorer = LineModels.scorer(config);
        codec = new LineStateCodec(scorer.codec(), LineModels.name(config));
        lateness = micros(config.series().lateness());
        capacity = config.series().reorderCapacity();
        Duration own = config.logs().sequence().silence();
        Duration expire = config.series().expire();
        silence = micros(own.isZero() || own.compareTo(expire) > 0 ? expire : own);
    }

    private static long micros(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
    }

    /** Longest silence within a sequence, microseconds. */
    long silence() {
        return silence;
    }

    /** The state before the first line of a key. */
    public LineState start(String key) {
        return new LineState(key);
    }

    LineStateCodec codec() {
        return codec;
    }

    /** The same state, in use. */
    LineState thawed(LineState state) {
        return state.frozen == null ? state : codec.read(new ByteSource(state.frozen));
    }

    /** Takes a line in. */
    public void accept(LineState state, MinedLine line, Output out) {
        state.clock = Math.max(state.clock, line.time());
        if (lateness == 0) {
            score(state, line, out);
            return;
        }
        state.waiting.add(line);
        while (!state.waiting.isEmpty()
                && (state.waiting.peek().time() <= state.clock - lateness || state.waiting.size() > capacity)) {
            score(state, state.waiting.remove(), out);
        }
    }

    private void score(LineState state, MinedLine line, Output out) {
        if (state.scored != null && line.time() - state.last > silence) {
            end(state, End.SILENCE, out);
        }
        if (state.scored == null) {
            state.scored = scorer.start(state.key);
        }
        // the scorer's clock does not run backwards
        state.last = Math.max(state.last, line.time());
        LineVerdict verdict = scorer.accept(
                state.scored, state.last, new Mined(line.template(), line.text(), List.of(), line.fresh()));
        if (verdict.surprisal() > state.peakSurprisal) {
            state.peakSurprisal = verdict.surprisal();
            state.peak = Explanation.of(verdict);
        }
        out.scored(line, verdict);
        if (line.ends()) {
            end(state, End.MARKER, out);
        }
    }

    private void end(LineState state, End why, Output out) {
        Ending ending = scorer.close(state.scored);
        if (ending != null) {
            out.closed(state.key, ending);
        }
        SequenceVerdict verdict = scorer.end(state.scored);
        out.ended(state.key, why, verdict, Explanation.of(verdict, why, state.peak));
        state.scored = null;
        state.last = Long.MIN_VALUE;
        state.peak = "";
        state.peakSurprisal = Double.NEGATIVE_INFINITY;
    }

    /** Scores what waits, then ends the open sequence: nothing of the key is left. */
    public void finish(LineState state, End why, Output out) {
        while (!state.waiting.isEmpty()) {
            score(state, state.waiting.remove(), out);
        }
        if (state.scored != null) {
            end(state, why, out);
        }
    }
}
