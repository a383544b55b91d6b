package dev.undercurrent.evaluation.language;

import dev.undercurrent.core.Token;
import dev.undercurrent.core.tokens.AdaptiveNgram;
import dev.undercurrent.core.tokens.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A baseline that knows nothing at first: an n-gram that learns from each token once it has foretold it, over all sequences. */
final class AdaptiveTrial {

    private static final int TEMPLATES = 4096;
    private static final int PAIRS_PER_TEMPLATE = 16;

    private AdaptiveTrial() {}

    /** @param sequences of template ids, with their ends where they have any */
    static TokenTally of(int order, List<long[]> sequences) {
        var law = new AdaptiveNgram(order, TEMPLATES, PAIRS_PER_TEMPLATE * TEMPLATES);
        AdaptiveNgram.State state = law.start();
        Map<Long, Integer> tokens = new HashMap<>();
        tokens.put(Vocabulary.END, Vocabulary.END_TOKEN);
        var tally = new TokenTally();
        for (long[] sequence : sequences) {
            for (long template : sequence) {
                int token = tokens.computeIfAbsent(template, t -> law.next(state));
                tally.add(law.predict(state), token);
                law.observe(state, new Token(0, token), 1);
            }
        }
        return tally;
    }
}
