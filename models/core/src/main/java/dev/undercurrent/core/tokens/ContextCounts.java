package dev.undercurrent.core.tokens;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How often which token followed which context; frozen.
 *
 * <p>Contexts are hashes, ascending; the tokens of context i are those from {@code offsets[i]} to {@code offsets[i + 1]}.
 */
public final class ContextCounts {

    private final long[] contexts;
    private final int[] offsets;
    private final int[] tokens;
    private final int[] counts;
    private final long[] totals;

    /**
     * @param contexts [n] ascending, each once
     * @param offsets [n + 1] ascending, from 0 to the number of tokens
     * @param tokens [m] ≥ 0
     * @param counts [m] at least 1
     * @throws IllegalArgumentException if they are not
     */
    public ContextCounts(long[] contexts, int[] offsets, int[] tokens, int[] counts) {
        int n = contexts.length;
        if (offsets.length != n + 1
                || offsets[0] != 0
                || offsets[n] != tokens.length
                || counts.length != tokens.length) {
            throw new IllegalArgumentException(
                    "counts of " + n + " contexts have " + offsets.length + " offsets, " + tokens.length
                            + " tokens and " + counts.length + " counts; allowed: one offset more, and as many");
        }
        totals = new long[n];
        for (int i = 0; i < n; i++) {
            if (offsets[i] >= offsets[i + 1]
                    || offsets[i + 1] > tokens.length
                    || (i > 0 && contexts[i] <= contexts[i - 1])) {
                throw new IllegalArgumentException("context " + i + " is empty or not above the one before it");
            }
            for (int k = offsets[i]; k < offsets[i + 1]; k++) {
                if (counts[k] < 1 || tokens[k] < 0) {
                    throw new IllegalArgumentException(
                            "token " + tokens[k] + " has count " + counts[k] + "; allowed: at least 0 and at least 1");
                }
                totals[i] += counts[k];
            }
        }
        this.contexts = contexts.clone();
        this.offsets = offsets.clone();
        this.tokens = tokens.clone();
        this.counts = counts.clone();
    }

    public long[] contexts() {
        return contexts.clone();
    }

    public int[] offsets() {
        return offsets.clone();
    }

    public int[] tokens() {
        return tokens.clone();
    }

    public int[] counts() {
        return counts.clone();
    }

    /** Largest token, or −1. */
    public int largest() {
        int largest = -1;
        for (int token : tokens) {
            largest = Math.max(largest, token);
        }
        return largest;
    }

    /** Index of a context; negative where it was never seen. */
    int find(long context) {
        return Arrays.binarySearch(contexts, context);
    }

    long total(int context) {
        return totals[context];
    }

    int types(int context) {
        return offsets[context + 1] - offsets[context];
    }

    /** p[token] ← scale · p[token] for all, then + count / denominator for those of the context. */
    void blend(int context, double scale, double denominator, double[] p) {
        for (int v = 0; v < p.length; v++) {
            p[v] *= scale;
        }
        for (int k = offsets[context]; k < offsets[context + 1]; k++) {
            p[tokens[k]] += counts[k] / denominator;
        }
    }

    /** p ← γ p, then + (count − discount) / total for the tokens of the context, with γ what the discounts leave. */
    void discount(int context, double[] discounts, double[] p) {
        double left = 0;
        for (int k = offsets[context]; k < offsets[context + 1]; k++) {
            left += discounts[Math.min(counts[k], discounts.length) - 1];
        }
        double total = totals[context];
        for (int v = 0; v < p.length; v++) {
            p[v] *= left / total;
        }
        for (int k = offsets[context]; k < offsets[context + 1]; k++) {
            p[tokens[k]] += (counts[k] - discounts[Math.min(counts[k], discounts.length) - 1]) / total;
        }
    }

    /** Counts while they are being taken. */
    static final class Builder {

        private final Map<Long, Map<Integer, Integer>> seen = new HashMap<>();

        /** Counts a token in a context; true where it had not come there before. */
        boolean add(long context, int token) {
            return seen.computeIfAbsent(context, c -> new HashMap<>(4)).merge(token, 1, Integer::sum) == 1;
        }

        ContextCounts build() {
            long[] contexts =
                    seen.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
            int[] offsets = new int[contexts.length + 1];
            for (int i = 0; i < contexts.length; i++) {
                offsets[i + 1] = offsets[i] + seen.get(contexts[i]).size();
            }
            int[] tokens = new int[offsets[contexts.length]];
            int[] counts = new int[tokens.length];
            for (int i = 0; i < contexts.length; i++) {
                Map<Integer, Integer> of = seen.get(contexts[i]);
                int[] ascending = of.keySet().stream()
                        .mapToInt(Integer::intValue)
                        .sorted()
                        .toArray();
                for (int k = 0; k < ascending.length; k++) {
                    tokens[offsets[i] + k] = ascending[k];
                    counts[offsets[i] + k] = of.get(ascending[k]);
                }
            }
            return new ContextCounts(contexts, offsets, tokens, counts);
        }
    }
}
