package dev.undercurrent.core.network;

import java.util.Locale;

/**
 * The shape of a network: everything but its weights.
 *
 * <p>x = the inputs of an event ({@code SeasonalFeatures}, 24 numbers), y = the encoder's output (H numbers), f = the inputs
 * of a horizon step (24 numbers). σ = logistic function, silu(v) = v σ(v). Tensors, matrices as [outputs][inputs]:
 *
 * <pre>
 *   ELMAN, LSTM, GRU, SEQ2SEQ   encoder.{l}.weight_ih [G·H][D], encoder.{l}.weight_hh [G·H][H],
 *                               encoder.{l}.bias_ih [G·H], encoder.{l}.bias_hh [G·H]; D = 24 in layer 0, else H;
 *                               G and order of gates: Elman 1; LSTM 4: i, f, g, o; GRU 3: r, z, n (as PyTorch)
 *   TRANSFORMER                 encoder.input.weight [H][24·P], .bias [H]; per layer encoder.{l}.norm1.weight, .bias [H];
 *                               .query, .key, .value, .out each .weight [H][H], .bias [H]; .norm2.weight, .bias [H];
 *                               .up.weight [4H][H], .bias [4H]; .down.weight [H][4H], .bias [H]; at the end
 *                               encoder.norm.weight, .bias [H]
 *   step head                   step.hidden.weight [64][H+24], .bias on [y, x]; silu; step.out.weight [10+4·3][64], .bias
 *   horizon head                horizon.state.weight [96][H] ([96][2H] for SEQ2SEQ), .bias;
 *                               horizon.features.weight [96][24], .bias on f; silu of the sum;
 *                               horizon.hidden.weight [48][96], .bias; silu; horizon.out.weight [24][48], .bias
 *   SEQ2SEQ decoder             decoder.weight_ih [3H][24], .weight_hh [3H][H], .bias_ih, .bias_hh [3H] (gates r, z, n);
 *                               attention.query.weight [H][H], attention.key.weight [H][H], attention.bias [H],
 *                               attention.score.weight [1][H]
 * </pre>
 *
 * <p>Transformer. The token of event t is W [x_t, x_{t−1}, …, x_{t−P+1}] + b, inputs before the first event being zeros. Each
 * layer, pre-norm: u ← u + out(attention(norm1(u))), then u ← u + down(silu(up(norm2(u)))); y = norm(u) after the last. Layer
 * norms use the mean square about the mean (divisor H) and eps 1e-5. Head a of {@code heads} takes rows a·H/heads to
 * (a + 1)·H/heads − 1 of query, key and value; the score of event j for event t is q_t · k_j / √(H/heads) − slope_a (t − j),
 * slope_a = 2^(−8 (a + 1) / heads), a from 0 (ALiBi, Press et al. 2022); softmax over j = t−window+1..t, those of them that
 * exist. That band of the causal mask holds in every layer: it is what a rolling cache of keys and values computes, so y_t
 * depends on the last layers·(window − 1) + P inputs. Training must use the banded mask over whole sequences; windows cut out
 * of them would give the oldest events of a window other keys and values than serving has.
 *
 * <p>Seq2seq. The encoder is an LSTM. The decoder is a GRU over f of h = 1, 2, …, whose first state s_0 is y of the latest
 * event. With y_i the last {@code window} encoder outputs, those of them that exist: score_i = v · tanh(W s_h + U y_i + b), α =
 * softmax over i (W = attention.query, U = attention.key, v = attention.score; Bahdanau et al. 2015, with the state after step
 * h). What the horizon head sees as state is [s_h, Σ_i α_i y_i]; the context is not fed back to the decoder.
 *
 * @param kind architecture
 * @param hidden H, outputs of the encoder
 * @param layers layers of the encoder
 * @param heads attention heads of a transformer, a divisor of H; else 1
 * @param window events that attention spans, the latest included (transformer, seq2seq); else 1
 * @param patch P, inputs that make one token of a transformer; else 1
 */
public record NetworkSpec(Kind kind, int hidden, int layers, int heads, int window, int patch)
        implements java.io.Serializable {

    /** Components of the Student-t mixture of the step head. */
    public static final int MIXTURE = 3;

    /** Hidden units of the step head. */
    public static final int STEP_HIDDEN = 64;

    /** Hidden units of the horizon head, first and second layer. */
    public static final int HORIZON_HIDDEN = 96;

    /** Hidden units of the second layer of the horizon head. */
    public static final int HORIZON_HIDDEN_2 = 48;

    /** Architectures. */
    public enum Kind {
        ELMAN(1),
        LSTM(4),
        GRU(3),
        SEQ2SEQ(4),
        TRANSFORMER(0);

        private final int gates;

        Kind(int gates) {
            this.gates = gates;
        }

        /** Gates of a recurrent encoder's cell; 0 where it has none. The encoder of SEQ2SEQ is an LSTM. */
        public int gates() {
            return gates;
        }

        /** The name in configurations and manifests. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The kind of a {@link #label}.
         *
         * @throws IllegalArgumentException if there is none of that name
         */
        public static Kind of(String label) {
            for (Kind kind : values()) {
                if (kind.label().equals(label)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "kind of network is " + label + "; allowed: elman, lstm, gru, seq2seq, transformer");
        }
    }

    public NetworkSpec {
        if (hidden < 1
                || hidden > 1024
                || layers < 1
                || layers > 8
                || heads < 1
                || hidden % heads != 0
                || window < 1
                || window > 4096
                || patch < 1
                || patch > 64) {
            throw new IllegalArgumentException("network: hidden " + hidden + " (allowed: 1 to 1024), layers " + layers
                    + " (1 to 8), heads " + heads + " (a divisor of hidden), window " + window + " (1 to 4096), patch "
                    + patch + " (1 to 64)");
        }
    }

    /** A recurrent network without attention. */
    public static NetworkSpec recurrent(Kind kind, int hidden, int layers) {
        return new NetworkSpec(kind, hidden, layers, 1, 1, 1);
    }
}
