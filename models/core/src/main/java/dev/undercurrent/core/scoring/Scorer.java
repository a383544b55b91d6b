package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Forecast;
import dev.undercurrent.core.Incident;
import dev.undercurrent.core.MemberView;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.attention.RecentRows;
import dev.undercurrent.core.attention.WindowMemory;
import dev.undercurrent.core.attention.WindowNovelty;
import dev.undercurrent.core.calibration.Alarm;
import dev.undercurrent.core.calibration.Band;
import dev.undercurrent.core.calibration.Calibrator;
import dev.undercurrent.core.calibration.Rarity;
import dev.undercurrent.core.mixing.Ensemble;
import dev.undercurrent.core.state.StateCodec;
import java.util.List;

/**
 * The one fold of the product: order → predict → surprisal → calibrate → alarm → observe and learn → forecast.
 *
 * <p>No clock, no randomness but what is seeded from the key: the same arrivals give the same verdicts, bit for bit. One
 * instance serves one thread and any number of keys with the same number of channels.
 */
public final class Scorer {

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
    private final WindowNovelty novelty;
    private final double[] surprisals;
    private final String lineage;

    /** Null where the seasons of keys are declared, or do not matter. */
    private final SeasonSearch search;

    /** @param chain the first member of the model */
    Scorer(Ensemble model, Chain<?> chain, ScorerSettings settings, int channels) {
        this.model = model;
        this.chain = chain;
        this.regimes = new RegimeSource(model, chain);
        this.settings = settings;
        this.channels = channels;
        this.alarm = new Alarm(settings.alarm());
        this.band = new Band(settings.band());
        this.halfSteps = new double[channels];
        this.novelty = settings.windows() == 0 ? null : new WindowNovelty(settings.windows(), channels);
        this.rarity = novelty == null
                ? new Rarity(model.size(), 0, 0)
                : new Rarity(model.size(), novelty.groups(), novelty.statistics());
        this.surprisals = new double[model.size()];
        this.lineage = settings.lineage() + "/" + channels;
        this.search = settings.seeks() ? new SeasonSearch(this, settings, channels) : null;
    }

    /** Whose members and laws a key has: this one's, but where it found seasons by itself. */
    Scorer serving(KeyState s) {
        return search == null ? this : search.scorer(s);
    }

    SeasonSearch search() {
        return search;
    }

    /** What this scorer expects of keys, without moving them on; shares this scorer's thread. */
    public Outlook outlook() {
        return new Outlook(this, settings.horizon());
    }

    /** Number of channels of the readings this scores. */
    public int channels() {
        return channels;
    }

    /** What a state must descend from to be carried on by this scorer. */
    public String lineage() {
        return lineage;
    }

    Rarity rarity() {
        return rarity;
    }

    /** Null where there is no memory of windows. */
    WindowNovelty novelty() {
        return novelty;
    }

    Ensemble model() {
        return model;
    }

    /** The state of a key before its first event. */
    public KeyState start(String series) {
        return restart(new KeyState(lineage, channels, Seeds.of(series)), 0);
    }

    /** The state of a key that another model served until now: started again, with nothing lost that waits. */
    KeyState startAgain(KeyState other) {
        KeyState s = new KeyState(lineage, channels, other.seed);
        s.clock = other.clock;
        s.touched = other.touched;
        s.waiting = other.waiting;
        s.before = other.before;
        if (s.before == null && other.model != null) {
            var memory = Ensemble.find(other.model, WindowMemory.State.class);
            s.before = memory == null ? null : RecentRows.of(memory);
        }
        return restart(s, other.restarts + 1);
    }

    /**
     * Feeds a model that takes over what another one remembered, as events that nobody hears of: it learns units, regimes and
     * calibration from them. Epoch and sequence begin with the next event, and no incident is open.
     */
    private void warm(KeyState s, long time) {
        RecentRows rows = s.before;
        s.before = null;
        long newest = rows.size() == 0 ? time : rows.get(rows.size() - 1).time();
        if (time - newest > settings.expire()) {
            return;
        }
        int restarts = s.restarts;
        for (int i = 0; i < rows.size(); i++) {
            Reading row = rows.get(i);
            // gaps of a declared interval are stepped again
            if (settings.interval() == 0 || !row.missing()) {
                score(s, new Arrival(row, 0, 0), Outcome.NOBODY);
            }
        }
        s.restarts = restarts;
        s.epoch = KeyState.NEVER;
        s.sequence = 0;
        Alarm.settle(s.alarm);
    }

    private KeyState restart(KeyState s, int restarts) {
        s.restarts = restarts;
        s.epoch = KeyState.NEVER;
        s.sequence = 0;
        s.last = KeyState.NEVER;
        s.lastValues = null;
        s.model = model.start();
        s.regimes = new RegimeTrack();
        s.alarm = new Alarm.State();
        s.calibrator = Calibrator.start();
        s.rarity = rarity.start();
        s.novelty = novelty == null ? null : novelty.start();
        s.band = band.start();
        if (search != null) {
            search.begin(s);
        }
        return s;
    }

    /** True where a member has put a part of its work off until {@link #settle}, or until the next arrival. */
    boolean pending(KeyState s) {
        return serving(s).model.pending(s.model);
    }

    /** Does the work put off for the first n of these keys together; no number depends on when. */
    void settle(KeyState[] keys, int n) {
        Ensemble.State[] states = new Ensemble.State[n];
        int from = 0;
        while (from < n) {
            Scorer by = serving(keys[from]);
            int count = 0;
            while (from < n && serving(keys[from]) == by) {
                states[count++] = keys[from++].model;
            }
            by.model.settle(states, count);
        }
    }

    /** Takes in one arrival and hands over every verdict that it makes due. */
    public void accept(KeyState s, Arrival arrival, Outcome out) {
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
    public void drain(KeyState s, Outcome out) {
        while (s.waiting != null && s.waiting.size() > 0) {
            score(s, s.waiting.removeFirst(), out);
        }
        s.waiting = null;
    }

    /** Scores what still waits and ends an open incident: the key is not heard of any more. */
    void forget(KeyState s, Outcome out) {
        drain(s, out);
        end(s, out);
    }

    private void end(KeyState s, Outcome out) {
        Incident incident = alarm.end(s.alarm);
        if (incident != null) {
            out.ended(new Ending(s.last, s.sequence - 1, s.epoch, s.regimes.regime, incident));
        }
    }

    private void score(KeyState s, Arrival arrival, Outcome out) {
        Reading x = arrival.reading();
        if (s.before != null) {
            warm(s, x.time());
        }
        if (settings.dropDuplicates()) {
            if (s.last == x.time() && java.util.Arrays.equals(s.lastValues, x.values())) {
                out.duplicate(arrival);
                return;
            }
        }
        long spacing = s.last == KeyState.NEVER ? 0 : x.time() - s.last;
        // times are in order, so that a negative difference is one that overflowed
        if (spacing > settings.expire() || spacing < 0) {
            end(s, out);
            restart(s, s.restarts + 1);
            spacing = 0;
        } else if (settings.interval() > 0) {
            spacing = stepGap(s, spacing, out);
        }
        if (settings.dropDuplicates()) {
            s.lastValues = x.values();
        }
        s.last = x.time();
        if (s.sequence == 0) {
            s.epoch = x.time();
        }
        Scorer by = serving(s);
        out.scored(arrival, x.missing() ? by.missing(s, x) : by.verdict(s, x, spacing));
        s.sequence++;
        if (search != null) {
            search.passed(s);
        }
    }

    /** Steps a gap in a series of declared spacing as missing events; a long one starts the key again. */
    private long stepGap(KeyState s, long spacing, Outcome out) {
        long interval = settings.interval();
        long missing = (spacing + interval / 2) / interval - 1;
        if (missing > settings.maxGap()) {
            end(s, out);
            restart(s, s.restarts + 1);
            return 0;
        }
        if (missing > 0) {
            if (search != null) {
                search.gap(s, (int) missing);
            }
            serving(s).model.advance(s.model, (int) missing);
        }
        return spacing;
    }

    private Verdict missing(KeyState s, Reading x) {
        Density law = model.predict(s.model);
        double[][] expected = band(s, law);
        observe(s, x, x, 0);
        return verdict(s, x, Verdict.Status.MISSING, 0, 1, 0, expected, null, null, null);
    }

    private Verdict verdict(KeyState s, Reading x, long spacing) {
        Density law = model.predict(s.model);
        double surprisal = law.surprisal(x);
        Reading heard = dequantised(s, x);
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
        return rarity.update(s.rarity, p, surprisals, distances);
    }

    /** All members hear the same; the units learn from the value itself. After {@link Ensemble#predict}. */
    private void observe(KeyState s, Reading x, Reading heard, double learning) {
        model.weigh(s.model, heard);
        chain.observe(model, s.model, x, heard, learning);
        for (int m = 1; m < model.size(); m++) {
            model.observe(s.model, m, heard, learning);
        }
        model.passed(s.model, x);
        if (search != null) {
            search.hear(s, heard);
        }
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

    /** How the states of this scorer are copied and written. */
    public StateCodec<KeyState> codec() {
        return new KeyStateCodec(this);
    }
}
