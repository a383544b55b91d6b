package dev.undercurrent.core.scaling;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;

/**
 * A model of standardised input as a model of the series itself: z = (x − offset) / scale per channel, with the
 * log-Jacobian Σ log scale in the evidence.
 *
 * <p>Offset and scale are anchored at fixed numbers of events: at 1, 2 and 16 the inner model starts again in the new units and
 * hears the first events once more; at 4, 8, 32, 64, … 1,024 it is rescaled; later, every 1,024 events, it is rescaled where
 * the series has moved away. Between anchors units are fixed.
 *
 * @param <S> state of the inner model
 */
public final class Standardised<S> implements SequenceModel<Standardised.State<S>> {

    /** Events that are kept and heard again at the first anchors. */
    static final int EARLY = 16;

    private static final int LAST_DOUBLING = 1024;

    private final Rescalable<S> inner;
    private final int channels;
    /** Given units; null where each key learns its own. */
    private final double[] offset;

    private final double[] unit;
    private final double[] z;
    private final Reading standard;
    private final Reading again;
    private final Moved law = new Moved();

    /** Units are those of each key, learnt. */
    public Standardised(Rescalable<S> inner, int channels) {
        this(inner, channels, null, null);
    }

    /**
     * Units are given and stay.
     *
     * @param offset [channels] in the unit of the series
     * @param unit [channels] > 0, in the unit of the series
     */
    public Standardised(Rescalable<S> inner, double[] offset, double[] unit) {
        this(inner, offset.length, offset.clone(), unit.clone());
    }

    private Standardised(Rescalable<S> inner, int channels, double[] offset, double[] unit) {
        this.offset = offset;
        this.unit = unit;
        this.inner = inner;
        this.channels = channels;
        this.z = new double[channels];
        this.standard = new Reading(0, z);
        this.again = new Reading(0, new double[channels]);
    }

    /**
     * State of one key.
     *
     * @param <S> state of the inner model
     */
    public static final class State<S> {
        final double[] scale;
        double[] early;

        /** Values learnt from; beyond 2,048 counted on from 1,025, since no anchor comes at a fixed number any more. */
        int events;

        S inner;

        State(double[] scale, S inner) {
            this.scale = scale;
            this.inner = inner;
        }

        /** The inner model's state. */
        public S inner() {
            return inner;
        }
    }

    @Override
    public State<S> start() {
        double[] scale = Scale.start(channels);
        if (offset != null) {
            for (int c = 0; c < channels; c++) {
                Scale.set(scale, c, offset[c], unit[c]);
            }
        }
        return new State<>(scale, inner.start());
    }

    /** Offset in force of a channel, in the unit of the series. */
    public double offset(State<S> s, int channel) {
        return Scale.offset(s.scale, channel);
    }

    /** Scale in force of a channel, > 0, in the unit of the series. */
    public double scale(State<S> s, int channel) {
        return Scale.scale(s.scale, channel);
    }

    /** Smallest step seen between two successive values of a channel; 0 while all were equal. */
    public double resolution(State<S> s, int channel) {
        return Scale.resolution(s.scale, channel);
    }

    /** Running standard deviation of a channel, in the unit of the series. */
    public double deviation(State<S> s, int channel) {
        return Scale.deviation(s.scale, channel);
    }

    private Reading standardise(State<S> s, Observation x) {
        double[] values = ((Reading) x).values();
        for (int c = 0; c < channels; c++) {
            double v = (values[c] - Scale.offset(s.scale, c)) / Scale.scale(s.scale, c);
            z[c] = Math.min(Math.max(v, -Double.MAX_VALUE), Double.MAX_VALUE);
        }
        return standard;
    }

    @Override
    public Density predict(State<S> s) {
        law.state = s;
        law.inner = (Density) inner.predict(s.inner);
        return law;
    }

    @Override
    public void observe(State<S> s, Observation x, double learning) {
        observe(s, x, x, learning);
    }

    /**
     * As {@link #observe(State, Observation, double)}, where the inner model hears something else than the scale learns from:
     * of a quantised value, one of those that it stands for.
     */
    public void observe(State<S> s, Observation x, Observation heard, double learning) {
        if (!(learning > 0) || x.missing()) {
            inner.observe(s.inner, standardise(s, heard), learning);
            return;
        }
        // the first event is heard once its units are known
        if (s.events > 0 || offset != null) {
            inner.observe(s.inner, standardise(s, heard), learning);
        }
        double[] values = ((Reading) x).values();
        for (int c = 0; c < channels; c++) {
            Scale.learn(s.scale, c, values[c]);
        }
        if (offset != null) {
            return;
        }
        s.events = s.events < 2 * LAST_DOUBLING ? s.events + 1 : LAST_DOUBLING + 1;
        if (s.events <= EARLY) {
            remember(s, ((Reading) heard).values());
        }
        if (s.events % LAST_DOUBLING == 0) {
            for (int c = 0; c < channels; c++) {
                if (s.events == LAST_DOUBLING || Scale.adrift(s.scale, c)) {
                    rescale(s, c);
                }
            }
        } else if (s.events < LAST_DOUBLING && Integer.bitCount(s.events) == 1) {
            // two events say what a unit is, sixteen where the regimes may lie
            if (s.events <= 2 || s.events == EARLY) {
                startAgain(s);
            } else {
                for (int c = 0; c < channels; c++) {
                    rescale(s, c);
                }
            }
        }
    }

    private void remember(State<S> s, double[] values) {
        if (s.early == null) {
            s.early = new double[EARLY * channels];
        }
        System.arraycopy(values, 0, s.early, (s.events - 1) * channels, channels);
    }

    private void startAgain(State<S> s) {
        for (int c = 0; c < channels; c++) {
            Scale.anchor(s.scale, c);
        }
        inner.restart(s.inner);
        for (int i = 0; i < s.events; i++) {
            System.arraycopy(s.early, i * channels, again.values(), 0, channels);
            inner.observe(s.inner, standardise(s, again), 1);
        }
        if (s.events == EARLY) {
            s.early = null;
        }
    }

    private void rescale(State<S> s, int c) {
        double offset = Scale.offset(s.scale, c);
        double scale = Scale.scale(s.scale, c);
        Scale.anchor(s.scale, c);
        double factor = scale / Scale.scale(s.scale, c);
        inner.rescale(s.inner, c, factor, (offset - Scale.offset(s.scale, c)) / Scale.scale(s.scale, c));
    }

    @Override
    public void advance(State<S> s, int steps) {
        inner.advance(s.inner, steps);
    }

    /**
     * Bytes, big-endian: double[8 D] moments and units, int events, then while events &lt; 16 the events themselves as
     * double[events * D], then the inner state.
     */
    @Override
    public StateCodec<State<S>> codec() {
        StateCodec<S> innerCodec = inner.codec();
        return new StateCodec<>() {
            @Override
            public void write(State<S> s, ByteSink out) {
                out.writeDoubles(s.scale);
                out.writeInt(s.events);
                if (s.events < EARLY) {
                    for (int i = 0; i < s.events * channels; i++) {
                        out.writeDouble(s.early[i]);
                    }
                }
                innerCodec.write(s.inner, out);
            }

            @Override
            public State<S> read(ByteSource in) {
                double[] scale = in.readDoubles(Scale.start(channels).length);
                int events = in.readCount("events", 0, 2 * LAST_DOUBLING);
                double[] early = null;
                if (events > 0 && events < EARLY) {
                    early = java.util.Arrays.copyOf(in.readDoubles(events * channels), EARLY * channels);
                }
                State<S> s = new State<>(scale, innerCodec.read(in));
                s.events = events;
                s.early = early;
                return s;
            }

            @Override
            public State<S> copy(State<S> from) {
                State<S> s = new State<>(from.scale.clone(), innerCodec.copy(from.inner));
                s.events = from.events;
                s.early = from.early == null ? null : from.early.clone();
                return s;
            }
        };
    }

    /** The inner law in the unit of the series. */
    private final class Moved implements Density {

        private State<S> state;
        private Density inner;

        private double in(int c, double x) {
            return (x - Scale.offset(state.scale, c)) / Scale.scale(state.scale, c);
        }

        private double out(int c, double z) {
            return Scale.offset(state.scale, c) + Scale.scale(state.scale, c) * z;
        }

        @Override
        public int channels() {
            return channels;
        }

        @Override
        public double surprisal(Observation x) {
            double sum = inner.surprisal(standardise(state, x));
            for (int c = 0; c < channels; c++) {
                if (!Double.isNaN(z[c])) {
                    sum += Scale.logScale(state.scale, c);
                }
            }
            return sum;
        }

        @Override
        public double tail(Observation x) {
            return inner.tail(standardise(state, x));
        }

        @Override
        public Observation sample(long time, java.util.random.RandomGenerator random) {
            double[] values = ((Reading) inner.sample(time, random)).values();
            for (int c = 0; c < channels; c++) {
                values[c] = out(c, values[c]);
            }
            return new Reading(time, values);
        }

        @Override
        public double mean(int c) {
            return out(c, inner.mean(c));
        }

        @Override
        public double variance(int c) {
            double scale = Scale.scale(state.scale, c);
            return scale * scale * inner.variance(c);
        }

        @Override
        public double cdf(int c, double x) {
            return inner.cdf(c, in(c, x));
        }

        @Override
        public double quantile(int c, double p) {
            return out(c, inner.quantile(c, p));
        }

        @Override
        public double surprisal(int c, double x) {
            return inner.surprisal(c, in(c, x)) + Scale.logScale(state.scale, c);
        }
    }
}
