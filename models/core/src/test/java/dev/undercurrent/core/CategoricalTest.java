package dev.undercurrent.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CategoricalTest {

    private static final double[] P = {0.5, 0.0, 0.125, 0.25, 0.125};
    private final Categorical law = new Categorical(P);

    @Test
    void surprisalIsMinusTheLogarithmOfTheProbability() {
        for (int id = 0; id < P.length; id++) {
            assertThat(law.surprisal(new Token(0, id))).isCloseTo(-StrictMath.log(P[id]), within(1e-15));
            assertThat(law.probability(id)).isEqualTo(P[id]);
        }
    }

    @Test
    void theTailSumsAllThatIsNotLikelier() {
        assertThat(law.tail(new Token(0, 0))).isEqualTo(1.0);
        assertThat(law.tail(new Token(0, 1))).isZero();
        assertThat(law.tail(new Token(0, 2))).isEqualTo(0.25);
        assertThat(law.tail(new Token(0, 3))).isEqualTo(0.5);
    }

    @Test
    void missingCostsNothingAndTheUnknownIsImpossible() {
        Token missing = new Token(0, Token.NONE);
        assertThat(law.surprisal(missing)).isEqualTo(0.0);
        assertThat(law.tail(missing)).isEqualTo(1.0);
        for (int id : new int[] {1, 5, 1_000, -7}) {
            assertThat(law.surprisal(new Token(0, id))).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(law.tail(new Token(0, id))).isZero();
        }
    }

    @Test
    void drawsHaveTheProbabilities() {
        SplittableRandom random = new SplittableRandom(11);
        int draws = 20_000;
        int[] seen = new int[P.length];
        for (int i = 0; i < draws; i++) {
            seen[law.sample(0, random).id()]++;
        }
        assertThat(seen[1]).isZero();
        for (int id = 0; id < P.length; id++) {
            assertThat((double) seen[id] / draws).isCloseTo(P[id], within(4 * Math.sqrt(0.25 / draws)));
        }
    }

    @Test
    void refusesWhatIsNoMassFunction() {
        assertThatThrownBy(() -> new Categorical(new double[] {0.5, 0.6}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sum to 1.1");
        assertThatThrownBy(() -> new Categorical(new double[] {-0.5, 1.5})).hasMessageContaining("token 0 is -0.5");
        assertThatThrownBy(() -> new Categorical(new double[] {Double.NaN})).hasMessageContaining("NaN");
    }
}
