package dev.undercurrent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The laws of every {@link SequenceModel}. A model joins by extending this and saying how to make one and what it may see.
 *
 * @param <S> the state of one key
 */
public abstract class SequenceModelContract<S> {

    /** A new instance; two instances must not share anything. */
    protected abstract SequenceModel<S> model();

    /** An observation as the model may meet it at step t, now and then with missing channels. */
    protected abstract Observation observation(SplittableRandom random, int t);

    /** An observation of the same shape with everything missing. */
    protected abstract Observation nothing();

    /** The most extreme finite observations of this shape. */
    protected abstract Observation[] extremes();

    private S walked(SequenceModel<S> model, SplittableRandom random, int steps) {
        S state = model.start();
        for (int t = 0; t < steps; t++) {
            model.observe(state, observation(random, t), random.nextDouble());
        }
        return state;
    }

    private static <S> byte[] bytes(SequenceModel<S> model, S state) {
        var out = new ByteSink(64);
        model.codec().write(state, out);
        return out.toBytes();
    }

    @Test
    @DisplayName("1a: predict leaves the state as it was, and the same question has the same answer")
    void predictIsPure() {
        Seeded.check(20, (random, size) -> {
            SequenceModel<S> model = model();
            S state = walked(model, random, size);
            byte[] before = bytes(model, state);
            Observation x = observation(random, size);
            double first = model.predict(state).surprisal(x);
            double tail = model.predict(state).tail(x);
            double second = model.predict(state).surprisal(x);
            assertThat(second).isEqualTo(first);
            assertThat(tail).isBetween(0.0, 1.0);
            assertThat(bytes(model, state)).isEqualTo(before);
        });
    }

    @Test
    @DisplayName("1b: a copy is independent, and observe touches only its own state")
    void copiesAreIndependent() {
        Seeded.check(20, (random, size) -> {
            SequenceModel<S> model = model();
            S state = walked(model, random, size);
            S copy = model.codec().copy(state);
            byte[] before = bytes(model, copy);
            assertThat(before).isEqualTo(bytes(model, state));
            for (int t = 0; t < 5; t++) {
                model.observe(state, observation(random, size + t), 1);
            }
            assertThat(bytes(model, copy)).isEqualTo(before);
        });
    }

    @Test
    @DisplayName("4: after a round trip through bytes the next 100 steps are the same, bit for bit")
    void codecKeepsEverything() {
        Seeded.check(20, (random, size) -> {
            SequenceModel<S> model = model();
            SequenceModel<S> other = model();
            S state = walked(model, random, 3 * size);
            StateCodec<S> codec = other.codec();
            var in = new ByteSource(bytes(model, state));
            S restored = codec.read(in);
            assertThat(in.remaining()).isZero();
            for (int t = 0; t < 100; t++) {
                Observation x = observation(random, 3 * size + t);
                double weight = random.nextInt(3) / 2.0;
                assertThat(other.predict(restored).surprisal(x))
                        .isEqualTo(model.predict(state).surprisal(x));
                model.observe(state, x, weight);
                other.observe(restored, x, weight);
            }
            assertThat(bytes(other, restored)).isEqualTo(bytes(model, state));
        });
    }

    @Test
    @DisplayName("6: what is missing costs nothing, and an all-missing observation is one step of advance")
    void missingIsMarginalised() {
        Seeded.check(20, (random, size) -> {
            SequenceModel<S> model = model();
            S state = walked(model, random, size);
            S advanced = model.codec().copy(state);
            assertThat(model.predict(state).surprisal(nothing())).isZero();
            assertThat(model.predict(state).tail(nothing())).isEqualTo(1);
            model.observe(state, nothing(), 1);
            model.advance(advanced, 1);
            assertThat(bytes(model, advanced)).isEqualTo(bytes(model, state));
        });
    }

    @Test
    @DisplayName("7: no NaN comes out, whatever finite values go in")
    void neverNaN() {
        Seeded.check(20, (random, size) -> {
            SequenceModel<S> model = model();
            S state = walked(model, random, size);
            for (int round = 0; round < 40; round++) {
                for (Observation x : extremes()) {
                    Predictive law = model.predict(state);
                    assertThat(law.surprisal(x)).isNotNaN();
                    assertThat(law.tail(x)).isBetween(0.0, 1.0);
                    model.observe(state, x, 1);
                }
                Observation x = observation(random, round);
                assertThat(model.predict(state).surprisal(x)).isNotNaN();
                model.observe(state, x, 1);
            }
        });
    }

    @Test
    @DisplayName("8: the fused step equals predict, surprisal, observe, bit for bit, also when keys take turns")
    void fusedEqualsDerived() {
        Seeded.check(20, (random, size) -> {
            SequenceModel<S> fused = model();
            SequenceModel<S> derived = model();
            S[] a = pair(fused);
            S[] b = pair(derived);
            for (int t = 0; t < 10 + size; t++) {
                int key = random.nextInt(2);
                Observation x = observation(random, t);
                double expected = derived.predict(b[key]).surprisal(x);
                derived.predict(b[1 - key]).surprisal(x);
                derived.observe(b[key], x);
                assertThat(fused.step(a[key], x)).isEqualTo(expected);
                if (random.nextInt(4) == 0) {
                    fused.observe(a[key], x, 1);
                    derived.predict(b[key]).surprisal(observation(random, t));
                    derived.observe(b[key], x, 1);
                }
            }
            for (int key = 0; key < 2; key++) {
                assertThat(bytes(fused, a[key])).isEqualTo(bytes(derived, b[key]));
            }
        });
    }

    @SuppressWarnings("unchecked") // an array of two states that never leaves this class
    private S[] pair(SequenceModel<S> model) {
        return (S[]) new Object[] {model.start(), model.start()};
    }
}
