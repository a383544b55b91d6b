package dev.undercurrent.core.tokens;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import java.util.Arrays;

/**
 * What a sequence of tokens has shown so far, as far as context laws ask: the last few tokens in order, and how often each
 * token came.
 */
public final class History {

    /** Occurrences of one token up to which they are told apart. */
    static final int MOST = 50;

    /** Different tokens of one sequence that are counted. */
    static final int DISTINCT = 1024;

    /** Stands for the time before the first token. */
    static final int START = -2;

    final int[] recent;
    int[] tokens = new int[4];
    int[] counts = new int[4];
    int distinct;
    long bag;

    History(int length) {
        recent = new int[length];
        Arrays.fill(recent, START);
    }

    void observe(int token) {
        if (recent.length > 0) {
            System.arraycopy(recent, 1, recent, 0, recent.length - 1);
            recent[recent.length - 1] = token;
        }
        int i = 0;
        while (i < distinct && tokens[i] != token) {
            i++;
        }
        if (i == DISTINCT) {
            return;
        }
        if (i == distinct) {
            if (distinct == tokens.length) {
                tokens = Arrays.copyOf(tokens, 2 * distinct);
                counts = Arrays.copyOf(counts, 2 * distinct);
            }
            tokens[distinct++] = token;
        }
        if (counts[i] < MOST) {
            bag += term(token, counts[i] + 1) - term(token, counts[i]);
            counts[i]++;
        }
    }

    private static long term(int token, int count) {
        return count == 0 ? 0 : MaskedLine.mix(token * 0x9e3779b97f4a7c15L + count);
    }

    /** Hash of the last n tokens in order; 0 for none. */
    long tail(int n) {
        long hash = 0;
        for (int i = recent.length - n; i < recent.length; i++) {
            hash = MaskedLine.mix((hash ^ (recent[i] + 3L)) * 0x9e3779b97f4a7c15L);
        }
        return hash;
    }

    /** True where the last n tokens reach back before the first one. */
    boolean begins(int n) {
        return n > 0 && recent[recent.length - n] == START;
    }

    /** Hash of how often each token came, whatever their order. */
    long bag() {
        return MaskedLine.mix(bag ^ 0x2545f4914f6cdd1dL);
    }

    /**
     * Bytes, big-endian: int[length] the last tokens, int number of different tokens, of each int token and byte count.
     *
     * @param length number of last tokens
     */
    static StateCodec<History> codec(int length) {
        return new StateCodec<>() {
            @Override
            public void write(History s, ByteSink out) {
                out.writeInts(s.recent);
                out.writeInt(s.distinct);
                for (int i = 0; i < s.distinct; i++) {
                    out.writeInt(s.tokens[i]);
                    out.writeByte(s.counts[i]);
                }
            }

            @Override
            public History read(ByteSource in) {
                var s = new History(length);
                System.arraycopy(in.readInts(length), 0, s.recent, 0, length);
                int n = in.readCount("different tokens", 0, DISTINCT);
                s.tokens = new int[Math.max(4, n)];
                s.counts = new int[Math.max(4, n)];
                s.distinct = n;
                for (int i = 0; i < n; i++) {
                    s.tokens[i] = in.readInt();
                    s.counts[i] = in.readByte();
                    s.bag += term(s.tokens[i], s.counts[i]);
                }
                return s;
            }

            @Override
            public History copy(History from) {
                var s = new History(length);
                System.arraycopy(from.recent, 0, s.recent, 0, length);
                s.tokens = from.tokens.clone();
                s.counts = from.counts.clone();
                s.distinct = from.distinct;
                s.bag = from.bag;
                return s;
            }
        };
    }
}
