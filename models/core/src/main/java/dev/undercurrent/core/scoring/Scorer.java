package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Forecast;
import dev.undercurrent.core.Incident;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.calibration.Alarm;
import dev.undercurrent.core.calibration.Band;
import dev.undercurrent.core.calibration.Calibrator;
import dev.undercurrent.core.calibration.Rarity;
import dev.undercurrent.core.forecast.Forecaster;
import dev.undercurrent.core.scaling.Standardised;
import dev.undercurrent.core.state.StateCodec;
import dev.undercurrent.core.switching.Belief;
import java.util.function.Function;

/**
 * The one fold of the product: order → predict → surprisal → calibrate → alarm → observe and learn → forecast.
 *
 * <p>No clock, no randomness but what is seeded from the key: the same arrivals give the same verdicts, bit for bit. One
 * instance serves one thread and any number of keys with the same number of channels.
 *
 * @param <S> state of the inner model
 */
public final class Scorer<S> {

    /** A step of this size relative to the scale makes a series quantised: its p-values are drawn within the step. */
    private static final double COARSE = 0.01;

    /** Deviations that a step must not exceed: it would stand for less than one event in sixteen. */
    private static final double RARE = 4;

    /** First events, whose tail probabilities say more about an unsettled model than about the series. */
    private static final int SETTLING = 32;

    private final Standardised<S> model;
    private final Function<S, Belief> regimes;
    private final Forecaster<S> forecaster;
    private final ScorerSettings settings;
    private final int channels;
    private final Alarm alarm;
    private final Band band;
    private final double[] jittered;
    private final String lineage;

    Scorer(
            Standardised<S> model,
            Function<S, Belief> regimes,
            Forecaster<S> forecaster,
            ScorerSettings settings,
            int channels) {
        this.model = model;
        this.regimes = regimes;
        this.forecaster = forecaster;
        this.settings = settings;
        this.channels = channels;
        this.alarm = new Alarm(settings.alarm());
        this.band = new Band(settings.band());
        this.jittered = new double[channels];
        this.lineage = settings.lineage() + "/" + channels;
    }

    /** Number of channels of the readings this scores. */
    public int channels() {
        return channels;
    }

    /** What a state must descend from to be carried on by this scorer. */
    public String lineage() {
        return lineage;
    }

    Standardised<S> model() {
        return model;
    }

    /** The state of a key before its first event. */
    public KeyState<S> start(String series) {
        return restart(new KeyState<>(lineage, channels, Seeds.of(series)), 0);
    }

    /** The state of a key that another model served until now: started again, with nothing lost that waits. */
    KeyState<S> startAgain(KeyState<?> other) {
        KeyState<S> s = new KeyState<>(lineage, channels, other.seed);
        s.clock = other.clock;
        s.touched = other.touched;
        s.waiting = other.waiting;
        return restart(s, other.restarts + 1);
    }

    private KeyState<S> restart(KeyState<S> s, int restarts) {
        s.restarts = restarts;
        s.epoch = KeyState.NEVER;
        s.sequence = 0;
        s.last = KeyState.NEVER;
        s.lastValues = null;
        s.model = model.start();
        s.regimes = new RegimeTrack();
        s.alarm = new Alarm.State();
        s.calibrator = Calibrator.start();
        s.rarity = Rarity.start();
        s.band = band.start();
        return s;
    }

    /** Takes in one arrival and hands over every verdict that it makes due. */
    public void accept(KeyState<S> s, Arrival arrival, Outcome out) {
        long time = arrival.reading().time();
        if (settings.lateness() == 0) {
            if (time < s.clock) {
                out.late(arrival, s.clock);
                return;
            }
            // what waits from the time when a lateness was configured is not later than this one
            drain(s, out);
            s.clock = time;
            score(s, arrival, out);
            return;
        }
        boolean passed = s.last != KeyState.NEVER && time < s.last;
        if (passed || (s.clock != KeyState.NEVER && time < s.clock - settings.lateness())) {
            out.late(arrival, s.clock);
            return;
        }
        s.clock = Math.max(s.clock, time);
        if (s.waiting == null) {
            s.waiting = new ReorderBuffer();
        }
        s.waiting.add(arrival);
        long due = s.clock - settings.lateness();
        while (s.waiting.size() > 0
                && (s.waiting.first().reading().time() < due || s.waiting.size() > settings.reorderCapacity())) {
            score(s, s.waiting.removeFirst(), out);
        }
        if (s.waiting.size() == 0) {
            s.waiting = null;
        }
    }

    /** Scores everything that still waits: at the end of input, or before a key is forgotten. */
    public void drain(KeyState<S> s, Outcome out) {
        while (s.waiting != null && s.waiting.size() > 0) {
            score(s, s.waiting.removeFirst(), out);
        }
        s.waiting = null;
    }

    private void score(KeyState<S> s, Arrival arrival, Outcome out) {
        Reading x = arrival.reading();
        if (settings.dropDuplicates()) {
            if (s.last == x.time() && java.util.Arrays.equals(s.lastValues, x.values())) {
                out.duplicate(arrival);
                return;
            }
        }
        long spacing = s.last == KeyState.NEVER ? 0 : x.time() - s.last;
        // times are in order, so that a negative difference is one that overflowed
        if (spacing > settings.expire() || spacing < 0) {
            restart(s, s.restarts + 1);
            spacing = 0;
        } else if (settings.interval() > 0) {
            spacing = stepGap(s, spacing);
        }
        if (settings.dropDuplicates()) {
            s.lastValues = x.values();
        }
        s.last = x.time();
        if (s.sequence == 0) {
            s.epoch = x.time();
        }
        out.scored(arrival, x.missing() ? missing(s, x) : verdict(s, x, spacing));
        s.sequence++;
    }

    /** Steps a gap in a series of declared spacing as missing events; a long one starts the key again. */
    private long stepGap(KeyState<S> s, long spacing) {
        long interval = settings.interval();
        long missing = (spacing + interval / 2) / interval - 1;
        if (missing > settings.maxGap()) {
            restart(s, s.restarts + 1);
            return 0;
        }
        if (missing > 0) {
            model.advance(s.model, (int) missing);
        }
        return spacing;
    }

    private Verdict missing(KeyState<S> s, Reading x) {
        Density law = model.predict(s.model);
        double[][] expected = band(s, law);
        model.observe(s.model, x, 0);
        return verdict(s, x, Verdict.Status.MISSING, 0, 1, 0, expected, null, null);
    }

    private Verdict verdict(KeyState<S> s, Reading x, long spacing) {
        Density law = model.predict(s.model);
        double surprisal = law.surprisal(x);
        Reading heard = dequantised(s, x);
        double tail = law.tail(heard);
        // of the first event nothing was known, not even a scale
        long events = s.alarm.events();
        double p = events == 0 ? 1 : Calibrator.pValue(s.calibrator, tail);
        double[][] expected = band(s, law);
        double[] contributions = channels == 1 ? null : contributions(law, x);
        double rarity = Rarity.update(s.rarity, p, events >= SETTLING && !s.alarm.open());
        double score = rarity / Rarity.MAX;
        boolean frozen = alarm.frozen(s.alarm, rarity);
        Verdict.Status status =
                alarm.warming(s.alarm) ? Verdict.Status.WARMING : frozen ? Verdict.Status.FROZEN : Verdict.Status.OK;
        Incident incident = alarm.update(s.alarm, x.time(), spacing, rarity, score);
        if (!frozen) {
            if (events >= SETTLING) {
                Calibrator.learn(s.calibrator, tail);
            }
            s.band = band.learn(s.band, outside(x, expected));
        }
        model.observe(s.model, x, heard, frozen ? 0 : 1);
        return verdict(s, x, status, surprisal, p, score, expected, contributions, incident);
    }

    private Verdict verdict(
            KeyState<S> s,
            Reading x,
            Verdict.Status status,
            double surprisal,
            double p,
            double score,
            double[][] expected,
            double[] contributions,
            Incident incident) {
        Belief belief = regimes.apply(s.model.inner());
        int previous = s.regimes.update(belief, x.time());
        return new Verdict(
                x.time(),
                s.sequence,
                s.epoch,
                status,
                surprisal,
                p,
                score,
                s.alarm.open(),
                s.regimes.regime,
                belief.probabilityOf(s.regimes.regime),
                belief.changeProbability(),
                s.regimes.since,
                previous,
                previous == Verdict.NO_REGIME ? 0 : s.regimes.endedAfter,
                expected[0],
                expected[1],
                expected[2],
                contributions,
                incident,
                forecast(s, x.time()));
    }

    /** Mean, lower and upper edge per channel: [3][channels]. */
    private double[][] band(KeyState<S> s, Density law) {
        double[][] edges = new double[3][channels];
        for (int c = 0; c < channels; c++) {
            double mean = law.mean(c);
            double half = s.band * Math.sqrt(law.variance(c));
            edges[0][c] = mean;
            edges[1][c] = mean - half;
            edges[2][c] = mean + half;
        }
        return edges;
    }

    /** Share of the present channels outside of their band. */
    private double outside(Reading x, double[][] edges) {
        int present = 0;
        int out = 0;
        for (int c = 0; c < channels; c++) {
            double y = x.values()[c];
            if (!Double.isNaN(y)) {
                present++;
                if (y < edges[1][c] || y > edges[2][c]) {
                    out++;
                }
            }
        }
        return (double) out / present;
    }

    private double[] contributions(Density law, Reading x) {
        double[] shares = new double[channels];
        for (int c = 0; c < channels; c++) {
            shares[c] = Double.isNaN(x.values()[c]) ? 0 : law.surprisal(c, x.values()[c]);
        }
        return shares;
    }

    /**
     * A quantised value stands for any value within half a step of it: one of them is drawn, from a seed of key and
     * sequence number, so that the law has no spikes at single values, and p-values of counts and rounded values are uniform
     * too. A series that hardly ever moves is not quantised but constant.
     */
    private Reading dequantised(KeyState<S> s, Reading x) {
        boolean coarse = false;
        for (int c = 0; c < channels; c++) {
            coarse |= coarse(s, c);
        }
        if (!coarse) {
            return x;
        }
        for (int c = 0; c < channels; c++) {
            double step = coarse(s, c) ? model.resolution(s.model, c) : 0;
            double u = Seeds.uniform(s.seed, s.epoch, s.sequence * channels + c) - 0.5;
            jittered[c] = x.values()[c] + u * step;
        }
        return new Reading(x.time(), jittered);
    }

    private boolean coarse(KeyState<S> s, int c) {
        double step = model.resolution(s.model, c);
        return step > COARSE * model.scale(s.model, c) && step < RARE * model.deviation(s.model, c);
    }

    private Forecast forecast(KeyState<S> s, long time) {
        if (settings.horizon() == 0 || (s.sequence + 1) % settings.forecastEvery() != 0) {
            return null;
        }
        double[] levels = settings.levels();
        double[][][] quantiles = new double[channels][settings.horizon()][levels.length];
        forecaster.forecast(s.model.inner(), levels, quantiles);
        for (int c = 0; c < channels; c++) {
            double offset = model.offset(s.model, c);
            double scale = model.scale(s.model, c);
            for (double[] row : quantiles[c]) {
                for (int q = 0; q < row.length; q++) {
                    row[q] = offset + scale * row[q];
                }
            }
        }
        long step = settings.interval() > 0 ? settings.interval() : Math.round(s.alarm.interval());
        return new Forecast(time, step, levels, quantiles);
    }

    /** How the states of this scorer are copied and written. */
    public StateCodec<KeyState<S>> codec() {
        return new KeyStateCodec<>(this);
    }
}
