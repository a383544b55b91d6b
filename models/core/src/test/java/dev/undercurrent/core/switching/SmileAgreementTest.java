package dev.undercurrent.core.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import smile.math.matrix.Matrix;
import smile.sequence.HMM;

/** Hidden Markov models with categorical emissions, against Smile 2.6.0. */
class SmileAgreementTest {

    @Test
    void evidenceAndMostProbablePathAgree() {
        SplittableRandom random = new SplittableRandom(26);
        for (int n = 0; n < 20; n++) {
            int k = 2 + n % 3;
            int symbols = 4;
            Chain chain = Chain.random(random, k, 60, false);
            double[][] emission = new double[k][symbols];
            double[][] transition = new double[k][k];
            for (int i = 0; i < k; i++) {
                Chain row = Chain.random(random, symbols, 1, false);
                emission[i] = row.initial();
                for (int j = 0; j < k; j++) {
                    transition[i][j] = chain.transition()[i * k + j];
                }
            }
            int[] tokens = random.ints(chain.events(), 0, symbols).toArray();
            double[][] logs = new double[tokens.length][k];
            for (int t = 0; t < tokens.length; t++) {
                for (int j = 0; j < k; j++) {
                    logs[t][j] = StrictMath.log(emission[j][tokens[t]]);
                }
            }
            HMM smile = new HMM(chain.initial(), new Matrix(transition), new Matrix(emission));
            double surprisal = Forward.filter(
                    chain.initial(),
                    chain.transition(),
                    logs,
                    new double[tokens.length][k],
                    new double[tokens.length][k]);
            assertThat(surprisal).isCloseTo(-smile.logp(tokens), within(1e-10));
            int[] path = Viterbi.path(chain.initial(), chain.transition(), logs);
            assertThat(Viterbi.logProbability(path, chain.initial(), chain.transition(), logs))
                    .isCloseTo(smile.logp(tokens, smile.predict(tokens)), within(1e-10));
        }
    }
}
