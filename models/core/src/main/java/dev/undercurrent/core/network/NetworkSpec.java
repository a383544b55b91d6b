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
 *   TRANSFORMER                 encoder.input.weight [H][24·P], .bias: the last P inputs, the youngest first;
 *                               per layer encoder.{l}.norm1.weight, .bias [H]; .query, .key, .value, .out each
 *                               .weight [H][H], .bias [H]; .norm2.weight, .bias [H]; .up.weight [4H][H], .bias;
 *                               .down.weight [H][4H], .bias; at the end encoder.norm.weight, .bias [H].
 *                               Pre-norm, silu between up and down; event t attends to t−window+1..t; relative bias
 *                               −slope · distance, slope of head a = 2^(−8 (a + 1) / heads) (ALiBi, Press et al. 2022)
 *   step head                   step.hidden.weight [64][H+24], .bias on [y, x]; silu; step.out.weight [10+4·3][64], .bias
 *   horizon head                horizon.state.weight [96][H] ([96][2H] for SEQ2SEQ), .bias;
 *                               horizon.features.weight [96][24], .bias on f; silu of the sum;
 *                               horizon.hidden.weight [48][96], .bias; silu; horizon.out.weight [24][48], .bias
 *   SEQ2SEQ decoder             decoder.weight_ih [3H][24], .weight_hh [3H][H], .bias_ih, .bias_hh [3H]: a GRU over f of
 *                               h = 1, 2, …, whose first state is y; attention.query.weight [H][H], attention.key.weight
 *                               [H][H], attention.bias [H], attention.score.weight [1][H]: score_i = v · tanh(W s_h + U y_i
 *                               + b) over the last window outputs y_i (Bahdanau et al. 2015); what the horizon head
 *                               sees as state is [s_h, Σ_i α_i y_i]
 * </pre>
 *
 * @param kind architecture
 * @param hidden H, outputs of the encoder
 * @param layers layers of the encoder
 * @param heads attention heads of a transformer, a divisor of H; else 1
 * @param window events that attention spans (transformer, seq2seq); else 1
 * @param patch P, inputs that make one token of a transformer; else 1
 */
public record NetworkSpec(Kind kind, int hidden, int layers, int heads, int window, int patch) {

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
