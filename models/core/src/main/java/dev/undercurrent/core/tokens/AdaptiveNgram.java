package dev.undercurrent.core.tokens;

import dev.undercurrent.core.Categorical;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import java.util.Arrays;

/**
 * An n-gram that a key learns for itself, interpolated as {@link ContextModel}. Tokens are numbered as they appear: the first
 * one never seen is always the smallest number not yet used, so that novelty has a probability of its own. Where
 * the room for counts is used up, all are halved and the smallest forgotten.
 */
public final class AdaptiveNgram implements SequenceModel<AdaptiveNgram.State> {

    private static final double SHARE_OF_FORGOTTEN = 0.5;

    private final int order;
    private final int capacity;
    private final int room;
    private final double[] probabilities;
    private final int[] counts;
    private final Categorical law;

    /**
     * @param order of the n-gram, 1 to 8
     * @param capacity different templates that are told apart, at least 1; further ones are {@link Vocabulary#NOVEL_TOKEN}
     * @param room pairs of context and token that are counted, at least 16
     */
    public AdaptiveNgram(int order, int capacity, int room) {
        if (order < 1 || order > 8 || capacity < 1 || room < 16) {
            throw new IllegalArgumentException("order is " + order + ", capacity " + capacity + ", room " + room
                    + "; allowed: 1 to 8, at least 1, at least 16");
        }
        this.order = order;
        this.capacity = capacity;
        this.room = room;
        this.probabilities = new double[capacity + Vocabulary.FIRST];
        this.counts = new int[capacity + Vocabulary.FIRST];
        this.law = Categorical.view(probabilities);
    }

    /** What one key has shown. */
    public static final class State {
        int known = Vocabulary.FIRST;
        final int[] recent;
        PairCounts pairs = new PairCounts(32);

        State(int length) {
            recent = new int[length];
            Arrays.fill(recent, History.START);
        }

        /** Number of different templates seen, at most the capacity. */
        public int known() {
            return known - Vocabulary.FIRST;
        }

        private long context(int k) {
            long hash = k * 0x2545f4914f6cdd1dL;
            for (int i = recent.length - k; i < recent.length; i++) {
                hash = MaskedLine.mix((hash ^ (recent[i] + 3L)) * 0x9e3779b97f4a7c15L);
            }
            return hash;
        }
    }

    @Override
    public State start() {
        return new State(order - 1);
    }

    /** The token of a template that comes for the first time now. */
    public int next(State s) {
        return s.known < probabilities.length ? s.known : Vocabulary.NOVEL_TOKEN;
    }

    @Override
    public Categorical predict(State s) {
        Arrays.fill(probabilities, 0.0);
        int next = next(s);
        base(s, next);
        for (int k = 0; k < order; k++) {
            long context = s.context(k);
            int total = 0;
            int types = 0;
            for (int v = 0; v < s.known; v++) {
                counts[v] = s.pairs.get(context, v);
                total += counts[v];
                types += counts[v] > 0 ? 1 : 0;
            }
            if (total == 0) {
                break;
            }
            double denominator = (double) total + types;
            double scale = types / denominator;
            for (int v = 0; v < s.known; v++) {
                probabilities[v] = probabilities[v] * scale + counts[v] / denominator;
            }
            if (next >= s.known) {
                probabilities[next] *= scale;
            }
        }
        return law;
    }

    /** Below all contexts: what was forgotten shares one half, what is new has the rest. */
    private void base(State s, int next) {
        int forgotten = 0;
        for (int v = Vocabulary.FIRST; v < s.known; v++) {
            forgotten += s.pairs.get(0, v) == 0 ? 1 : 0;
        }
        for (int v = Vocabulary.FIRST; forgotten > 0 && v < s.known; v++) {
            probabilities[v] = s.pairs.get(0, v) == 0 ? SHARE_OF_FORGOTTEN / forgotten : 0;
        }
        probabilities[next] += forgotten > 0 ? 1 - SHARE_OF_FORGOTTEN : 1;
    }

    @Override
    public void observe(State s, Observation x, double learning) {
        if (x.missing()) {
            return;
        }
        int token = ((Token) x).id();
        if (learning > 0) {
            if (token == s.known && token < probabilities.length) {
                s.known++;
            }
            for (int k = 0; k < order; k++) {
                s.pairs.add(s.context(k), token, room);
            }
        }
        if (order > 1) {
            System.arraycopy(s.recent, 1, s.recent, 0, order - 2);
            s.recent[order - 2] = token;
        }
    }

    @Override
    public void advance(State state, int steps) {
        // a token that was not seen is no context
    }

    /** Bytes, big-endian: int tokens used, int[order − 1] the last tokens, then the counts ({@link PairCounts}). */
    @Override
    public StateCodec<State> codec() {
        return new StateCodec<>() {
            @Override
            public void write(State s, ByteSink out) {
                out.writeInt(s.known);
                out.writeInts(s.recent);
                s.pairs.write(out);
            }

            @Override
            public State read(ByteSource in) {
                var s = new State(order - 1);
                s.known = in.readCount("tokens", Vocabulary.FIRST, capacity + Vocabulary.FIRST);
                System.arraycopy(in.readInts(order - 1), 0, s.recent, 0, order - 1);
                s.pairs = PairCounts.read(in, 2 * room);
                return s;
            }

            @Override
            public State copy(State from) {
                var s = new State(order - 1);
                s.known = from.known;
                System.arraycopy(from.recent, 0, s.recent, 0, order - 1);
                s.pairs = from.pairs.copy();
                return s;
            }
        };
    }
}
