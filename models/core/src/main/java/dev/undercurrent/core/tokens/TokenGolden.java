package dev.undercurrent.core.tokens;

import dev.undercurrent.core.Categorical;
import dev.undercurrent.core.Token;

/**
 * What the graph that was trained said of some tokens, by which serving is checked.
 *
 * @param tokens [T] from the begin of a sequence on
 * @param laws [T][V] probabilities of each token before it came
 */
@SuppressWarnings("ArrayRecordComponent") // identity is enough: nobody compares them
public record TokenGolden(int[] tokens, float[][] laws) {

    /** Largest error of a probability. */
    public static final double TOLERANCE = 1e-5;

    /** @throws IllegalStateException where a network says something else */
    void check(TokenNetwork network) {
        float[] state = network.start();
        for (int t = 0; t < tokens.length; t++) {
            Categorical law = network.predict(state);
            for (int v = 0; v < laws[t].length; v++) {
                if (!(Math.abs(law.probability(v) - laws[t][v]) <= TOLERANCE)) {
                    throw new IllegalStateException("probability of token " + v + " after " + t
                            + " golden tokens is " + law.probability(v) + "; allowed: " + laws[t][v] + " within "
                            + TOLERANCE);
                }
            }
            network.observe(state, new Token(t, tokens[t]));
        }
    }
}
