package dev.undercurrent.core.mixing;

import dev.undercurrent.core.Deferred;
import dev.undercurrent.core.Density;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Several models of one key as one: the law is the mixture of the members' laws by recent evidence ({@link Evidence}), the
 * forecast the mean of their quantiles by recent backtest error ({@link Backtest}). With one member it is that member.
 */
public final class Ensemble implements SequenceModel<Ensemble.State> {

    private final List<Member<Object>> members;
    private final int channels;
    private final int horizon;
    private final Backtest backtest;
    private final int[] forecasting;

    // scratch of one call; never part of a state
    private final double[] weights;
    private final Density[] laws;
    private final Blend blend;

    /**
     * @param members at least one
     * @param horizon steps of a forecast; 0 = none are made
     */
    public Ensemble(List<? extends Member<?>> members, int channels, int horizon) {
        this.members = members.stream().map(Ensemble::untyped).toList();
        this.channels = channels;
        this.horizon = horizon;
        int m = members.size();
        this.weights = new double[m];
        this.laws = new Density[m];
        this.blend = new Blend(weights, laws, channels);
        this.forecasting = java.util.stream.IntStream.range(0, m)
                .filter(i -> members.get(i).forecaster() != null)
                .toArray();
        this.backtest = forecasting.length < 2 ? null : new Backtest(forecasting.length, channels, horizon);
    }

    // a member is only ever handed the states that it made
    @SuppressWarnings("unchecked")
    private static Member<Object> untyped(Member<?> member) {
        return (Member<Object>) member;
    }

    /** What is carried for one key. */
    public static final class State {
        final Object first;
        /** [M − 1] the other members' states; null for one member. */
        final Object[] others;
        /** [M] log weights; null for one member. */
        final float[] evidence;
        /** Null where forecasts are not combined. */
        Backtest.State backtest;

        State(Object first, Object[] others, float[] evidence, Backtest.State backtest) {
            this.first = first;
            this.others = others;
            this.evidence = evidence;
            this.backtest = backtest;
        }

        Object member(int m) {
            return m == 0 ? first : others[m - 1];
        }
    }

    /** States of all members as a state, from scratch. */
    private State state(IntFunction<Object> of, float[] evidence, Backtest.State tests) {
        Object first = of.apply(0);
        Object[] others = members.size() == 1 ? null : new Object[members.size() - 1];
        for (int m = 1; m < members.size(); m++) {
            others[m - 1] = of.apply(m);
        }
        return new State(first, others, evidence, tests);
    }

    /** Channels of every member. */
    public int channels() {
        return channels;
    }

    /** Number of members, M. */
    public int size() {
        return members.size();
    }

    /** Name of a member. */
    public String name(int member) {
        return members.get(member).name();
    }

    /** State of the member that has states of this type, of whatever ensemble it is; null where there is none. */
    public static <T> T find(State s, Class<T> type) {
        if (type.isInstance(s.first)) {
            return type.cast(s.first);
        }
        for (int i = 0; s.others != null && i < s.others.length; i++) {
            if (type.isInstance(s.others[i])) {
                return type.cast(s.others[i]);
            }
        }
        return null;
    }

    /** State of a member; a live view. */
    public Object member(State s, int member) {
        return s.member(member);
    }

    @Override
    public State start() {
        return state(
                m -> members.get(m).model().start(),
                members.size() == 1 ? null : new float[members.size()],
                backtest == null ? null : backtest.start());
    }

    /**
     * A state whose weights and backtests are one state's, and so are its members, but for those of another one.
     *
     * @param of another ensemble's, with equal members where {@code theirs}
     */
    public State adopt(State s, State of, IntPredicate theirs) {
        return state(m -> (theirs.test(m) ? of : s).member(m), s.evidence, s.backtest);
    }

    @Override
    public Density predict(State s) {
        for (int m = 0; m < laws.length; m++) {
            laws[m] = (Density) members.get(m).model().predict(s.member(m));
        }
        if (laws.length == 1) {
            return laws[0];
        }
        Evidence.weights(s.evidence, weights);
        blend.refresh();
        return blend;
    }

    /** The law of a member by the last {@link #predict}; valid until the next call on this object. */
    public Density law(int member) {
        return laws[member];
    }

    /** Surprisal of x under a member by the last {@link #predict}, nats; before that member observes. */
    public double surprisal(int member, Observation x) {
        return laws.length == 1 ? laws[0].surprisal(x) : blend.surprisals(x)[member];
    }

    /** {@link Density#tail} of x under a member by the last {@link #predict}; before that member observes. */
    public double tail(int member, Observation x) {
        return laws.length == 1 ? laws[0].tail(x) : blend.tails(x)[member];
    }

    /** The weights of the members in the law of the last {@link #predict}, [M], summing to 1. */
    public double weight(int member) {
        return laws.length == 1 ? 1 : weights[member];
    }

    @Override
    public void observe(State s, Observation x, double learning) {
        predict(s);
        weigh(s, x);
        for (int m = 0; m < laws.length; m++) {
            members.get(m).model().observe(s.member(m), x, learning);
        }
        passed(s, x);
    }

    /**
     * Moves evidence and backtests on by an event that the members are told of by the caller; after {@link #predict} of the
     * same state, before any member observes.
     */
    public void weigh(State s, Observation heard) {
        if (s.evidence == null || heard.missing()) {
            return;
        }
        Evidence.update(s.evidence, blend.surprisals(heard));
    }

    /** Holds the forecast under test, if there is one, against what came. */
    public void passed(State s, Observation x) {
        if (s.backtest != null) {
            backtest.observe(s.backtest, (Reading) x);
        }
    }

    /** Lets one member observe. */
    public void observe(State s, int member, Observation heard, double learning) {
        members.get(member).model().observe(s.member(member), heard, learning);
    }

    @Override
    public void advance(State s, int steps) {
        for (int m = 0; m < laws.length; m++) {
            members.get(m).model().advance(s.member(m), steps);
        }
        if (s.backtest != null) {
            backtest.advance(s.backtest, steps);
        }
    }

    /**
     * Quantiles of the events to come, in the units of the series: the members' quantiles averaged by the weights of their
     * recent backtests. May put this forecast to the test, which is the only thing in the state that it changes.
     *
     * @param levels [quantiles] ascending; the one nearest to a half is what backtests judge
     * @param out [channels][horizon][quantiles]
     */
    public void forecast(State s, double[] levels, double[][][] out) {
        combine(s, levels, out, s.backtest != null && backtest.waits(s.backtest));
    }

    /** The same, putting nothing to the test: the state stays as it is. */
    public void preview(State s, double[] levels, double[][][] out) {
        combine(s, levels, out, false);
    }

    /**
     * The forecast of one member; the state stays as it is.
     *
     * @throws IllegalArgumentException if it makes none
     */
    public void preview(State s, int member, double[] levels, double[][][] out) {
        Member<Object> one = members.get(member);
        if (one.forecaster() == null) {
            throw new IllegalArgumentException("member " + one.name() + "; allowed: one that forecasts");
        }
        one.forecaster().forecast(s.member(member), levels, out);
    }

    private void combine(State s, double[] levels, double[][][] out, boolean test) {
        if (forecasting.length == 1) {
            preview(s, forecasting[0], levels, out);
            return;
        }
        int median = median(levels);
        double[][][] each = new double[channels][horizon][levels.length];
        double[][] shares = new double[channels][forecasting.length];
        for (int c = 0; c < channels; c++) {
            backtest.weights(s.backtest, c, shares[c]);
            for (double[] row : out[c]) {
                java.util.Arrays.fill(row, 0);
            }
        }
        for (int i = 0; i < forecasting.length; i++) {
            members.get(forecasting[i]).forecaster().forecast(s.member(forecasting[i]), levels, each);
            if (test) {
                backtest.enter(s.backtest, i, each, median);
            }
            for (int c = 0; c < channels; c++) {
                for (int h = 0; h < horizon; h++) {
                    for (int q = 0; q < levels.length; q++) {
                        out[c][h][q] += shares[c][i] * each[c][h][q];
                    }
                }
            }
        }
    }

    private static int median(double[] levels) {
        int median = 0;
        for (int q = 1; q < levels.length; q++) {
            if (Math.abs(levels[q] - 0.5) < Math.abs(levels[median] - 0.5)) {
                median = q;
            }
        }
        return median;
    }

    /** True where a member has put a part of its work off. */
    public boolean pending(State s) {
        for (int m = 0; m < laws.length; m++) {
            if (members.get(m).model() instanceof Deferred<Object> deferred && deferred.pending(s.member(m))) {
                return true;
            }
        }
        return false;
    }

    /** Does what members have put off for the first n of distinct states. */
    public void settle(State[] states, int n) {
        for (int m = 0; m < laws.length; m++) {
            if (members.get(m).model() instanceof Deferred<Object> deferred) {
                Object[] of = deferred.gather(n);
                for (int i = 0; i < n; i++) {
                    of[i] = states[i].member(m);
                }
                deferred.settle(of, n);
            }
        }
    }

    /** Bytes of each member's state as {@link #codec} writes it, in order of the members; then of weights and backtests. */
    public int[] sizes(State s) {
        int[] sizes = new int[members.size() + 1];
        var sink = new ByteSink(1024);
        for (int m = 0; m < members.size(); m++) {
            sink.clear();
            members.get(m).model().codec().write(s.member(m), sink);
            sizes[m] = sink.size();
            sizes[members.size()] -= sizes[m];
        }
        sink.clear();
        codec().write(s, sink);
        sizes[members.size()] += sink.size();
        return sizes;
    }

    /** Bytes: every member by its codec, in order; then where there are several float[M] log weights, then backtests. */
    @Override
    public StateCodec<State> codec() {
        List<StateCodec<Object>> codecs =
                members.stream().map(m -> m.model().codec()).toList();
        return new StateCodec<>() {
            @Override
            public void write(State s, ByteSink out) {
                for (int m = 0; m < codecs.size(); m++) {
                    codecs.get(m).write(s.member(m), out);
                }
                if (s.evidence != null) {
                    out.writeFloats(s.evidence);
                }
                if (s.backtest != null) {
                    backtest.write(s.backtest, out);
                }
            }

            @Override
            public State read(ByteSource in) {
                State members = state(m -> codecs.get(m).read(in), null, null);
                return new State(
                        members.first,
                        members.others,
                        codecs.size() == 1 ? null : in.readFloats(codecs.size()),
                        backtest == null ? null : backtest.read(in));
            }

            @Override
            public State copy(State from) {
                return state(
                        m -> codecs.get(m).copy(from.member(m)),
                        from.evidence == null ? null : from.evidence.clone(),
                        from.backtest == null ? null : backtest.copy(from.backtest));
            }
        };
    }
}
