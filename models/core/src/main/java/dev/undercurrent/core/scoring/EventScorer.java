package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Forecast;
import dev.undercurrent.core.Incident;
import dev.undercurrent.core.MemberView;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.attention.WindowNovelty;
import dev.undercurrent.core.calibration.Alarm;
import dev.undercurrent.core.calibration.Band;
import dev.undercurrent.core.calibration.Calibrator;
import dev.undercurrent.core.calibration.Rarity;
import dev.undercurrent.core.calibration.Runs;
import dev.undercurrent.core.mixing.Ensemble;
import java.util.List;

/**
 * The verdict on one event of a key, by the members that the key has: predict → surprisal → calibrate → alarm → observe and
 * learn → regime → forecast. Which events a key has, and when its life begins and ends, is {@link Scorer}'s.
 */
final class EventScorer {

    /** First events, whose tail probabilities say more about an unsettled model than about the series. */
    private static final int SETTLING = 32;

    private final Ensemble model;
    private final Chain<?> chain;
    private final RegimeSource regimes;
    private final ScorerSettings settings;
    private final int channels;
    private final Alarm alarm;
    private final Band band;
    private final double[] halfSteps;
    private final Rarity rarity;
    private final Runs runs;

    /** Null where there is no memory of windows. */
    private final WindowNovelty novelty;

    private final double[] surprisals;

    /** @param chain the first member of the model */
    EventScorer(Ensemble model, Chain<?> chain, RegimeSource regimes, ScorerSettings settings, int channels) {
        this.model = model;
        this.chain = chain;
        this.regimes = regimes;
        this.settings = settings;
        this.channels = channels;
        this.alarm = new Alarm(settings.alarm());
        this.band = new Band(settings.band());
        this.halfSteps = new double[channels];
        this.novelty = settings.windows() == 0 ? null : new WindowNovelty(settings.windows(), channels);
        this.rarity = novelty == null
                ? new Rarity(model.size(), 0, 0)
                : new Rarity(model.size(), novelty.groups(), novelty.statistics());
        this.runs = new Runs(channels);
        this.surprisals = new double[model.size()];
    }

    Ensemble model() {
        return model;
    }

    Rarity rarity() {
        return rarity;
    }

    Runs runs() {
        return runs;
    }

    /** Null where there is no memory of windows. */
    WindowNovelty novelty() {
        return novelty;
    }

    /** What a key knows before its first event. */
    void begin(KeyState s) {
        s.model = model.start();
        s.regimes = new RegimeTrack();
        s.alarm = new Alarm.State();
        s.calibrator = Calibrator.start();
        s.rarity = rarity.start();
        s.runs = runs.start();
        s.novelty = novelty == null ? null : novelty.start();
        s.band = band.start();
    }

    /**
     * A quantised value stands for any value within half a step of it: one of them is drawn, from a seed of key and
     * sequence number, so that the law has no spikes at single values, and p-values of counts and rounded values are uniform
     * too.
     */
    Reading dequantised(KeyState s, Reading x) {
        boolean coarse = false;
        for (int c = 0; c < channels; c++) {
            halfSteps[c] = chain.halfStep(model, s.model, c);
            coarse |= halfSteps[c] > 0;
        }
        if (!coarse) {
            return x;
        }
        double[] jittered = new double[channels];
        for (int c = 0; c < channels; c++) {
            double u = Seeds.uniform(s.seed, s.epoch, s.sequence * channels + c) - 0.5;
            jittered[c] = x.values()[c] + u * 2 * halfSteps[c];
        }
        return new Reading(x.time(), jittered);
    }

    /** An event without any value: it moves the members on, and no score follows from it. */
    Verdict missing(KeyState s, Reading x) {
        Density law = model.predict(s.model);
        double[][] expected = band(s, law);
        observe(s, x, x, 0);
        return verdict(s, x, Verdict.Status.MISSING, 0, 1, 0, expected, null, null, null);
    }

    /** What is to be said of a key that is silent, which changes nothing of its state. */
    Verdict silence(KeyState s, long time) {
        double[][] expected = band(s, model.predict(s.model));
        return new Verdict(
                time,
                s.sequence - 1,
                s.epoch,
                Verdict.Status.NO_DATA,
                0,
                1,
                0,
                s.alarm.open(),
                s.regimes.regime,
                regimes.probability(s),
                regimes.changeProbability(s),
                s.regimes.since,
                Verdict.NO_REGIME,
                0,
                expected[0],
                expected[1],
                expected[2],
                null,
                null,
                null,
                null);
    }

    /**
     * An event with at least one value.
     *
     * @param heard {@code x} as {@link #dequantised} makes it
     * @param spacing microseconds since the event before
     */
    Verdict verdict(KeyState s, Reading x, Reading heard, long spacing) {
        Density law = model.predict(s.model);
        double surprisal = law.surprisal(x);
        double tail = law.tail(heard);
        // of the first event nothing was known, not even a scale
        long events = s.alarm.events();
        double p = events == 0 ? 1 : Calibrator.pValue(s.calibrator, tail);
        double[][] expected = band(s, law);
        double[] contributions = channels == 1 ? null : contributions(law, x);
        double c = rarity(s, x, p);
        double score = c / Rarity.MAX;
        boolean frozen = alarm.frozen(s.alarm, c);
        // however long it lasts, what is unusual counts as one event of the past
        boolean learns = !frozen || alarm.calm(s.alarm);
        Verdict.Status status =
                alarm.warming(s.alarm) ? Verdict.Status.WARMING : frozen ? Verdict.Status.FROZEN : Verdict.Status.OK;
        Incident incident = alarm.update(s.alarm, x.time(), spacing, c, score);
        if (learns) {
            if (events >= SETTLING) {
                Calibrator.learn(s.calibrator, tail);
            }
            s.band = band.learn(s.band, outside(x, expected));
        }
        List<MemberView> members = views(x, heard);
        observe(s, x, heard, frozen ? 0 : 1);
        return verdict(s, x, status, surprisal, p, score, expected, contributions, members, incident);
    }

    private double rarity(KeyState s, Reading x, double p) {
        for (int m = 0; m < surprisals.length; m++) {
            surprisals[m] = model.surprisal(m, x);
        }
        double[][] distances = novelty == null ? null : novelty.update(s.novelty, x.values());
        double stuck = runs.update(s.runs, x.values(), s.alarm.events());
        return Math.max(rarity.update(s.rarity, p, surprisals, distances), stuck);
    }

    /** All members hear the same; the units learn from the value itself. After {@link Ensemble#predict}. */
    private void observe(KeyState s, Reading x, Reading heard, double learning) {
        model.weigh(s.model, heard);
        chain.observe(model, s.model, x, heard, learning);
        for (int m = 1; m < model.size(); m++) {
            model.observe(s.model, m, heard, learning);
        }
        model.passed(s.model, x);
    }

    private List<MemberView> views(Reading x, Reading heard) {
        if (model.size() == 1) {
            return null;
        }
        MemberView[] views = new MemberView[model.size()];
        for (int m = 0; m < views.length; m++) {
            views[m] = new MemberView(model.name(m), model.weight(m), model.surprisal(m, x), model.tail(m, heard));
        }
        return List.of(views);
    }

    private Verdict verdict(
            KeyState s,
            Reading x,
            Verdict.Status status,
            double surprisal,
            double p,
            double score,
            double[][] expected,
            double[] contributions,
            List<MemberView> members,
            Incident incident) {
        int previous = regimes.update(s, x.time());
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
                regimes.probability(s),
                regimes.changeProbability(s),
                s.regimes.since,
                previous,
                previous == Verdict.NO_REGIME ? 0 : s.regimes.endedAfter,
                expected[0],
                expected[1],
                expected[2],
                contributions,
                members,
                incident,
                forecast(s, x.time()));
    }

    /** Mean, lower and upper edge per channel: [3][channels]. */
    private double[][] band(KeyState s, Density law) {
        // three arrays: one of two dimensions is made by a call into the runtime
        double[] means = new double[channels];
        double[] lower = new double[channels];
        double[] upper = new double[channels];
        for (int c = 0; c < channels; c++) {
            double mean = law.mean(c);
            double half = s.band * Math.sqrt(law.variance(c));
            means[c] = mean;
            lower[c] = mean - half;
            upper[c] = mean + half;
        }
        return new double[][] {means, lower, upper};
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

    private Forecast forecast(KeyState s, long time) {
        if (settings.horizon() == 0 || (s.sequence + 1) % settings.forecastEvery() != 0) {
            return null;
        }
        double[] levels = settings.levels();
        double[][][] quantiles = new double[channels][settings.horizon()][levels.length];
        model.forecast(s.model, levels, quantiles);
        long step = settings.interval() > 0 ? settings.interval() : Math.round(s.alarm.interval());
        return new Forecast(time, step, levels, quantiles);
    }
}
