package dev.undercurrent.core.tokens;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fold over the lines of one key: law of the next template, surprisal, calibration, incident. */
public final class LineScorer {

    private final LineScorerSettings settings;

    public LineScorer(LineScorerSettings settings, LogModel model) {
        this.settings = settings;
        if (model.vocabulary().size() < Vocabulary.FIRST) {
            throw new IllegalArgumentException("vocabulary without end and novel; allowed: at least these two");
        }
    }

    /** All that is carried for one key between two of its lines. */
    public static final class State {
        final String key;
        long epoch;
        long last;
        long lines;
        long fresh;
        double sum;
        double max;
        final Map<Long, Long> counts = new LinkedHashMap<>();

        State(String key) {
            this.key = key;
        }

        /** Lines so far. */
        public long lines() {
            return lines;
        }

        /** Time of the last line, microseconds UTC. */
        public long last() {
            return last;
        }
    }

    /** The state before the first line of a key. */
    public State start(String key) {
        return new State(key);
    }

    /** Scores a line, then takes it in. */
    public LineVerdict accept(State s, long time, Mined line) {
        if (s.lines == 0) {
            s.epoch = time;
        }
        long count = s.counts.getOrDefault(line.template(), 0L);
        double p = (count > 0 ? count : 1) / (s.lines + 1.0);
        double surprisal = 0 - Elementary.log(p);
        int rank = 1;
        List<Expected> expected = new ArrayList<>();
        for (var entry : s.counts.entrySet()) {
            rank += entry.getValue() > count ? 1 : 0;
            if (expected.size() < settings.expected()) {
                expected.add(new Expected(entry.getKey(), entry.getValue() / (s.lines + 1.0), ""));
            }
        }
        var verdict = new LineVerdict(
                time,
                s.lines,
                s.epoch,
                Verdict.Status.WARMING,
                line.template(),
                line.text(),
                count == 0,
                surprisal,
                p,
                rank,
                p,
                0,
                false,
                expected,
                Verdict.NO_REGIME,
                0,
                Verdict.NO_REGIME,
                null);
        s.lines++;
        s.last = time;
        s.sum += surprisal;
        s.max = Math.max(s.max, surprisal);
        s.fresh += count == 0 ? 1 : 0;
        if (count > 0 || s.counts.size() < settings.templates()) {
            s.counts.put(line.template(), count + 1);
        }
        return verdict;
    }

    /** Scores the end of the key's sequence; the state is of no more use. */
    public SequenceVerdict end(State s) {
        return new SequenceVerdict(
                s.epoch,
                s.last,
                s.lines,
                s.sum,
                s.sum / (s.lines + 1),
                s.max,
                0,
                s.fresh,
                s.sum,
                1,
                0,
                false,
                List.of());
    }

    /** How the state is copied and written. */
    public StateCodec<State> codec() {
        return new StateCodec<>() {
            @Override
            public void write(State s, ByteSink out) {
                out.writeString(s.key);
                out.writeLong(s.epoch);
                out.writeLong(s.last);
                out.writeLong(s.lines);
                out.writeLong(s.fresh);
                out.writeDouble(s.sum);
                out.writeDouble(s.max);
                out.writeInt(s.counts.size());
                s.counts.forEach((template, count) -> {
                    out.writeLong(template);
                    out.writeLong(count);
                });
            }

            @Override
            public State read(ByteSource in) {
                State s = new State(in.readString(1 << 16));
                s.epoch = in.readLong();
                s.last = in.readLong();
                s.lines = in.readLong();
                s.fresh = in.readLong();
                s.sum = in.readDouble();
                s.max = in.readDouble();
                int n = in.readCount("templates", 0, settings.templates());
                for (int i = 0; i < n; i++) {
                    s.counts.put(in.readLong(), in.readLong());
                }
                return s;
            }

            @Override
            public State copy(State s) {
                var out = new ByteSink(256);
                write(s, out);
                return read(new ByteSource(out.toBytes()));
            }
        };
    }
}
