package dev.undercurrent.training;

import dev.undercurrent.core.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Stretches of sequences of about one length, filled up to the longest.
 *
 * @param inputs [B][T] what the network reads: some tokens hidden, so that it learns what to make of a novel one
 * @param targets [B][T] what it is to foretell
 * @param from [B] index of the first token that counts; those before it are context only
 * @param to [B] end of what counts
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TokenBatch(int[][] inputs, int[][] targets, int[] from, int[] to) {

    private static final int LONGEST = 256;
    private static final int CONTEXT = 64;
    private static final double HIDDEN = 0.02;

    /** A stretch of a sequence; tokens before {@code from} are context only. */
    record Stretch(int[] tokens, int from) {}

    boolean counts(int b, int t) {
        return t >= from[b] && t < to[b];
    }

    /** Number of tokens that count. */
    int size() {
        return Arrays.stream(to).sum() - Arrays.stream(from).sum();
    }

    /** Long sequences in stretches, each after the first with what came before it as context. */
    static List<Stretch> stretches(List<int[]> pieces) {
        List<Stretch> stretches = new ArrayList<>();
        for (int[] piece : pieces) {
            for (int from = 0; from < piece.length; from += LONGEST - CONTEXT) {
                int begin = Math.max(0, from - CONTEXT);
                int end = Math.min(piece.length, from + LONGEST - CONTEXT);
                stretches.add(new Stretch(Arrays.copyOfRange(piece, begin, end), from - begin));
            }
        }
        return stretches;
    }

    /**
     * All stretches once, in batches of at most so many tokens (at least one stretch), in an order that is drawn.
     *
     * @param hide whether some inputs are hidden
     */
    static List<TokenBatch> of(List<Stretch> stretches, int tokens, boolean hide, SplittableRandom random) {
        List<Stretch> order = new ArrayList<>(stretches);
        shuffle(order, random);
        order.sort(Comparator.comparingInt(s -> s.tokens().length));
        List<TokenBatch> batches = new ArrayList<>();
        int at = 0;
        while (at < order.size()) {
            int end = at + 1;
            while (end < order.size() && (end + 1 - at) * order.get(end).tokens().length <= tokens) {
                end++;
            }
            batches.add(batch(order.subList(at, end), hide, random));
            at = end;
        }
        shuffle(batches, random);
        return batches;
    }

    private static void shuffle(List<?> list, SplittableRandom random) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }

    private static TokenBatch batch(List<Stretch> stretches, boolean hide, SplittableRandom random) {
        int n = stretches.size();
        int length = stretches.get(n - 1).tokens().length;
        int[][] inputs = new int[n][length];
        int[][] targets = new int[n][length];
        int[] from = new int[n];
        int[] to = new int[n];
        for (int b = 0; b < n; b++) {
            int[] tokens = stretches.get(b).tokens();
            from[b] = stretches.get(b).from();
            to[b] = tokens.length;
            for (int t = 0; t < tokens.length; t++) {
                targets[b][t] = tokens[t];
                inputs[b][t] = hide && random.nextDouble() < HIDDEN ? Vocabulary.NOVEL_TOKEN : tokens[t];
            }
        }
        return new TokenBatch(inputs, targets, from, to);
    }
}
