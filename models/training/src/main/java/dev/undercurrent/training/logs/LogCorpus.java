package dev.undercurrent.training.logs;

import dev.undercurrent.core.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * Sequences of tokens to learn from.
 *
 * @param vocabulary of the tokens
 * @param sequences of templates, one per key, without ends
 * @param ends whether a sequence ends where its lines do; false for cuts out of endless streams
 */
public record LogCorpus(Vocabulary vocabulary, List<int[]> sequences, boolean ends) {

    private static final int CHUNK = 1000;

    public LogCorpus {
        sequences = List.copyOf(sequences);
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("no sequences to learn from; allowed: at least 1");
        }
    }

    /** What a law learns from or is asked for: with the end where there is one, long streams in pieces. */
    public List<int[]> pieces() {
        List<int[]> pieces = new ArrayList<>();
        for (int[] sequence : sequences) {
            if (ends) {
                int[] closed = java.util.Arrays.copyOf(sequence, sequence.length + 1);
                closed[sequence.length] = Vocabulary.END_TOKEN;
                pieces.add(closed);
            } else {
                for (int from = 0; from < sequence.length; from += CHUNK) {
                    int to = Math.min(sequence.length, from + CHUNK);
                    pieces.add(java.util.Arrays.copyOfRange(sequence, from, to));
                }
            }
        }
        return pieces;
    }
}
