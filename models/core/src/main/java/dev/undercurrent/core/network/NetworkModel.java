package dev.undercurrent.core.network;

import dev.undercurrent.core.Deferred;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import java.util.Arrays;

/**
 * A trained network as a sequence model of readings. Channels are scored one by one with the same weights: {@link
 * SeasonalFeatures} → {@link Encoder} → {@link StepHead}; the law of a reading is the product of its channels' laws.
 *
 * <p>Weights are fixed. {@code learning} moves the running statistics of the features: 0 freezes units (offset, scale,
 * step, errors, profile), while last values, lags, levels and the encoder move on.
 *
 * <p>A step has two parts. {@link #observe} takes the event into the features and leaves the encoder's step pending; {@link
 * #settle} does that step and computes the next law, for one key or for many at once, bit for bit the same. {@link
 * #predict} and the codec settle first.
 *
 * <p>A channel begins with its first value: events before it leave nothing behind. Until its second value there is no scale
 * to speak of, and its law is a prior: three Student-t laws of {@value #PRIOR_DEGREES} degrees of freedom and equal weight,
 * of scale u, 1e-3 u and 1e-6 u; before the first value around 0 with u = 1e6, then around that value with u its size (1
 * where it is 0).
 */
public final class NetworkModel implements Deferred<NetworkModel.State> {

    /** Channels that are stepped at once, at most. */
    private static final int BATCH = 64;

    private static final int K = NetworkSpec.MIXTURE;
    private static final double PRIOR_DEGREES = 2.5;
    private static final double PRIOR_UNIT = 1e6;
    private static final double SMALLEST_UNIT = 1e-30;

    private final Encoder encoder;
    private final StepHead head;
    private final SeasonalFeatures features;
    private final int channels;
    private final float[] prior = prior();
    private final NetworkLaw law;
    private final double[] nothing;

    private final SeasonalFeatures.State[] pendingFeatures = new SeasonalFeatures.State[BATCH];
    private final float[][] pendingStates = new float[BATCH][];
    private final float[][] pendingLaws = new float[BATCH][];
    private final float[][] inputs = new float[BATCH][SeasonalFeatures.INPUTS];
    private final float[][] candidates = new float[BATCH][SeasonalFeatures.CANDIDATES];
    private final float[][] outputs;
    private final State[] alone = new State[1];
    private int pending;

    /**
     * @param encoder 24 inputs; used by this model alone
     * @param head for as many outputs as the encoder has; used by this model alone
     * @param features used by this model alone
     * @param channels at least 1
     * @throws IllegalArgumentException if these do not fit together
     */
    public NetworkModel(Encoder encoder, StepHead head, SeasonalFeatures features, int channels) {
        if (encoder.inputs() != SeasonalFeatures.INPUTS || encoder.outputs() != head.encoded() || channels < 1) {
            throw new IllegalArgumentException("encoder of " + encoder.inputs() + " inputs (allowed: "
                    + SeasonalFeatures.INPUTS + ") and " + encoder.outputs() + " outputs (allowed: " + head.encoded()
                    + ", as the head has), channels " + channels + " (allowed: at least 1)");
        }
        this.encoder = encoder;
        this.head = head;
        this.features = features;
        this.channels = channels;
        law = new NetworkLaw(channels);
        outputs = new float[BATCH][encoder.outputs()];
        nothing = new double[channels];
        Arrays.fill(nothing, Double.NaN);
    }

    private static float[] prior() {
        float[] law = new float[StepHead.LAW];
        for (int k = 0; k < K; k++) {
            law[K + k] = (float) Elementary.log(k == 0 ? 1e-6 : k == 1 ? 1e-3 : 1);
            law[2 * K + k] = (float) PRIOR_DEGREES;
            law[3 * K + k] = (float) -Elementary.log(K);
        }
        return law;
    }

    /** What is remembered of one key; bytes in {@link #codec}. */
    public static final class State {
        /** [channels]. */
        final SeasonalFeatures.State[] features;
        /** [channels][stateLength]. */
        final float[][] encoder;
        /** [channels][4 K] the law of the next value, where nothing is pending. */
        final float[][] laws;

        /** Whether the last event has not been through the encoder yet. */
        boolean pending;

        private State(int channels) {
            features = new SeasonalFeatures.State[channels];
            encoder = new float[channels][];
            laws = new float[channels][];
        }
    }

    @Override
    public State start() {
        State s = new State(channels);
        for (int c = 0; c < channels; c++) {
            s.features[c] = features.start();
            s.encoder[c] = new float[encoder.stateLength()];
            encoder.start(s.encoder[c]);
            s.laws[c] = prior.clone();
        }
        return s;
    }

    @Override
    public NetworkLaw predict(State state) {
        settle(state);
        for (int c = 0; c < channels; c++) {
            SeasonalFeatures.State f = state.features[c];
            if (known(f)) {
                law.set(c, state.laws[c], features.offset(f), features.scale(f));
            } else {
                double size = Math.abs(f.last);
                double unit = SeasonalFeatures.seen(f) == 0 ? PRIOR_UNIT : size < SMALLEST_UNIT ? 1 : size;
                law.set(c, prior, f.last, unit);
            }
        }
        return law;
    }

    /** Whether a channel has seen two values, so that its scale says something. */
    static boolean known(SeasonalFeatures.State features) {
        return SeasonalFeatures.seen(features) > 1;
    }

    @Override
    public void observe(State state, Observation x, double learning) {
        observe(state, ((Reading) x).values(), learning);
    }

    private void observe(State state, double[] values, double learning) {
        if (state.pending) {
            take(state, false);
            flush(false);
        }
        for (int c = 0; c < channels; c++) {
            features.observe(state.features[c], values[c], learning);
        }
        state.pending = true;
    }

    /** Does what {@link #observe} left pending; nothing where nothing is. */
    public void settle(State state) {
        if (state.pending) {
            alone[0] = state;
            settle(alone, 1);
            alone[0] = null;
        }
    }

    @Override
    public boolean pending(State state) {
        return state.pending;
    }

    @Override
    public State[] gather(int length) {
        return new State[length];
    }

    @Override
    public void settle(State[] states, int n) {
        for (int i = 0; i < n; i++) {
            if (states[i].pending) {
                take(states[i], true);
            }
        }
        flush(true);
    }

    private void take(State state, boolean withLaw) {
        for (int c = 0; c < channels; c++) {
            SeasonalFeatures.State f = state.features[c];
            if (f.events > 0) {
                features.inputs(f, inputs[pending]);
                pendingFeatures[pending] = f;
                pendingStates[pending] = state.encoder[c];
                pendingLaws[pending] = state.laws[c];
                pending++;
                if (pending == BATCH) {
                    flush(withLaw);
                }
            }
        }
        state.pending = false;
    }

    private void flush(boolean withLaw) {
        int n = pending;
        pending = 0;
        if (n == 1) {
            encoder.step(pendingStates[0], inputs[0]);
        } else if (n > 1) {
            encoder.step(pendingStates, inputs, n);
        }
        if (withLaw && n > 0) {
            for (int i = 0; i < n; i++) {
                features.candidates(pendingFeatures[i], candidates[i]);
                encoder.output(pendingStates[i], outputs[i]);
            }
            head.laws(outputs, inputs, candidates, pendingLaws, n);
        }
        Arrays.fill(pendingFeatures, 0, n, null);
        Arrays.fill(pendingStates, 0, n, null);
        Arrays.fill(pendingLaws, 0, n, null);
    }

    /**
     * Steps missing events, one by one as far as the features tell them apart (seasons, cycles and some thousand events),
     * and beyond that only as many as keep the phase of the season.
     */
    @Override
    public void advance(State state, int steps) {
        int most = features.longestGap();
        int n = steps <= most ? steps : most + (steps - most) % Math.max(1, features.season());
        for (int i = 0; i < n; i++) {
            observe(state, nothing, 0);
        }
    }

    /** Channels of a reading. */
    public int channels() {
        return channels;
    }

    /** What the network is told of each event. */
    SeasonalFeatures features() {
        return features;
    }

    /** Fills in the output of the encoder for one channel, [H], settled. */
    void output(State state, int channel, float[] out) {
        settle(state);
        encoder.output(state.encoder[channel], out);
    }

    /** The encoder's state of one channel, settled; live. */
    float[] encoderState(State state, int channel) {
        settle(state);
        return state.encoder[channel];
    }

    /** H. */
    int outputs() {
        return encoder.outputs();
    }

    /**
     * Bytes, big-endian, of fixed length, per channel: the features as {@link FeatureCodec} writes them (73 without a season),
     * float[stateLength] encoder (256 + 256 for an LSTM of one layer, H = 64: h and c), float[12] law of the next value. One
     * channel of that LSTM without a season is 73 + 512 + 48 = 633 bytes. Writing and copying settle the state first.
     */
    @Override
    public StateCodec<State> codec() {
        StateCodec<SeasonalFeatures.State> featureCodec = features.codec();
        return new StateCodec<>() {
            @Override
            public void write(State s, ByteSink out) {
                settle(s);
                for (int c = 0; c < channels; c++) {
                    featureCodec.write(s.features[c], out);
                    out.writeFloats(s.encoder[c]);
                    out.writeFloats(s.laws[c]);
                }
            }

            @Override
            public State read(ByteSource in) {
                State s = new State(channels);
                for (int c = 0; c < channels; c++) {
                    s.features[c] = featureCodec.read(in);
                    s.encoder[c] = in.readFloats(encoder.stateLength());
                    s.laws[c] = valid(in.readFloats(StepHead.LAW));
                }
                return s;
            }

            @Override
            public State copy(State from) {
                settle(from);
                State s = new State(channels);
                for (int c = 0; c < channels; c++) {
                    s.features[c] = featureCodec.copy(from.features[c]);
                    s.encoder[c] = from.encoder[c].clone();
                    s.laws[c] = from.laws[c].clone();
                }
                return s;
            }
        };
    }

    private static float[] valid(float[] law) {
        for (int i = 0; i < law.length; i++) {
            boolean degrees = i / K == 2;
            if (!Float.isFinite(law[i]) || (degrees && !(law[i] > 2))) {
                throw new IllegalStateException("number " + i + " of a law is " + law[i]
                        + " in the state; allowed: finite, degrees of freedom above 2");
            }
        }
        return law;
    }
}
