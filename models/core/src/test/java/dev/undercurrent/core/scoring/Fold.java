package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One key under test: what goes in, and all that comes out. */
final class Fold implements Outcome {

    static final long SECOND = 1_000_000;

    final List<Verdict> verdicts = new ArrayList<>();
    final List<Arrival> scored = new ArrayList<>();
    final List<Arrival> late = new ArrayList<>();
    final List<Arrival> duplicates = new ArrayList<>();
    KeyStates states;
    KeyState state;

    Fold(ScorerSettings settings, int channels) {
        states = new KeyStates(settings);
        state = states.start("a series", channels);
    }

    Verdict last() {
        return verdicts.get(verdicts.size() - 1);
    }

    void accept(Arrival arrival) {
        states.accept(state, arrival, this);
    }

    void accept(long time, double... values) {
        accept(new Arrival(new Reading(time, values), 0, verdicts.size()));
    }

    void drain() {
        states.drain(state, this);
    }

    byte[] bytes() {
        var out = new ByteSink(64);
        states.write(state, out);
        return out.toBytes();
    }

    /** Goes on from the bytes of the state, with new models. */
    void restore(ScorerSettings settings) {
        byte[] bytes = bytes();
        states = new KeyStates(settings);
        state = states.read(new ByteSource(bytes));
    }

    /** One event per second. */
    static List<Arrival> series(Source source, long seed, int n) {
        var random = new SplittableRandom(seed);
        List<Arrival> arrivals = new ArrayList<>();
        for (int t = 0; t < n; t++) {
            arrivals.add(new Arrival(new Reading(t * SECOND, source.next(random, t)), 0, t));
        }
        return arrivals;
    }

    /** A series for tests of orderly conduct: two levels, noise, a spike, a few missing values. */
    static double[] lively(SplittableRandom random, int t) {
        double x = (t / 60 % 2 == 0 ? 10 : 13) + 0.5 * Draw.normal(random);
        return new double[] {t % 97 == 50 ? 40 : t % 41 == 40 ? Double.NaN : x};
    }

    /** Values of a series, event by event. */
    interface Source {
        double[] next(SplittableRandom random, int t);
    }

    @Override
    public void scored(Arrival arrival, Verdict verdict) {
        scored.add(arrival);
        verdicts.add(verdict);
    }

    @Override
    public void late(Arrival arrival, long clock) {
        late.add(arrival);
    }

    @Override
    public void duplicate(Arrival arrival) {
        duplicates.add(arrival);
    }
}
