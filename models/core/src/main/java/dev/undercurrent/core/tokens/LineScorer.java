package dev.undercurrent.core.tokens;

import dev.undercurrent.core.Categorical;
import dev.undercurrent.core.Incident;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.calibration.Alarm;
import dev.undercurrent.core.calibration.Calibrator;
import dev.undercurrent.core.calibration.Rarity;
import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.core.scoring.RegimeTrack;
import dev.undercurrent.core.state.StateCodec;
import java.util.List;

/**
 * The fold over the lines of one key: law of the next template, surprisal, calibration, incident, then conditioning.
 *
 * <p>The law is that of the trained model, of a law that the key learns for itself, or a mixture of both by recent evidence. One
 * instance serves one thread.
 */
public final class LineScorer {

    private static final int ORDER = 3;
    private static final int PAIRS_PER_TEMPLATE = 16;
    private static final double LOG10_E = 0.4342944819032518;

    /** What of the evidence is kept from line to line. */
    private static final double MEMORY = 0.98;

    private static final double LEAST_WEIGHT = 1e-3;
    private static final double IMPOSSIBLE = 1e-300;

    private final LineScorerSettings settings;
    private final LogModel model;
    private final AdaptiveNgram own;
    private final Alarm alarm;
    private final Outcomes outcomes;

    public LineScorer(LineScorerSettings settings, LogModel model) {
        this.settings = settings;
        this.model = model;
        boolean adapts = !model.trained() || settings.adaptation() > 0;
        this.own = adapts
                ? new AdaptiveNgram(ORDER, settings.templates(), PAIRS_PER_TEMPLATE * settings.templates())
                : null;
        this.alarm = new Alarm(settings.alarm());
        this.outcomes = new Outcomes(model.vocabulary());
    }

    /** All that is carried for one key between two of its lines. */
    public static final class State {

        /** Seed of everything that is drawn for this key, from its name. */
        final long seed;

        long epoch;
        long last;
        long lines;
        long fresh;
        double sum;
        double max;
        double least = 1;

        /** Weight of the law that the key learns for itself. */
        double weight;

        RegimeTrack regimes = new RegimeTrack();

        /** States of the trained laws; null where there are none. */
        Object[] trained;

        /** State of the law that the key learns for itself; null where there is none. */
        AdaptiveNgram.State own;

        final LocalTemplates local = new LocalTemplates();
        Alarm.State alarm = new Alarm.State();
        float[] calibrator;
        float[] rarity;

        State(long seed) {
            this.seed = seed;
        }

        /** Lines so far. */
        public long lines() {
            return lines;
        }

        /** Time of the first line, microseconds UTC. */
        public long epoch() {
            return epoch;
        }

        /** Time of the last line, microseconds UTC. */
        public long last() {
            return last;
        }
    }

    LogModel model() {
        return model;
    }

    AdaptiveNgram own() {
        return own;
    }

    /** The state before the first line of a key. */
    public State start(String key) {
        long seed = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            seed = (seed ^ key.charAt(i)) * 0x100000001b3L;
        }
        return begin(MaskedLine.mix(seed));
    }

    State begin(long seed) {
        var s = new State(seed);
        s.trained = model.trained() ? model.mixture().start() : null;
        s.own = own == null ? null : own.start();
        s.weight = !model.trained() ? 1 : settings.adaptation();
        s.calibrator = Calibrator.start();
        s.rarity = LineRarity.start();
        return s;
    }

    /** Scores a line, then takes it in. Lines of a key come in the order of their time. */
    public LineVerdict accept(State s, long time, Mined line) {
        if (s.lines == 0) {
            s.epoch = time;
        }
        int trainedToken = model.vocabulary().token(line.template());
        int at = s.local.indexOf(line.template());
        predict(s);
        boolean fresh = trainedToken == Vocabulary.NOVEL_TOKEN && at < 0;
        int outcome = trainedToken != Vocabulary.NOVEL_TOKEN
                ? trainedToken
                : at >= 0 ? outcomes.local(at) : Vocabulary.NOVEL_TOKEN;
        double probability = Math.max(outcomes.probability(outcome), IMPOSSIBLE);
        double surprisal = 0.0 - Elementary.log(probability);
        int rank = outcomes.rank(outcome);
        List<Expected> expected = outcomes.expected(settings.expected(), s.local);
        double p = calibrated(s, outcome);
        double rarity = LineRarity.update(s.rarity, p, !s.alarm.open());
        boolean frozen = alarm.frozen(s.alarm, rarity);
        Verdict.Status status =
                alarm.warming(s.alarm) ? Verdict.Status.WARMING : frozen ? Verdict.Status.FROZEN : Verdict.Status.OK;
        double score = rarity / Rarity.MAX;
        long spacing = s.lines == 0 ? 0 : Math.max(0, time - s.last);
        Incident incident = alarm.update(s.alarm, time, spacing, rarity, score);
        double[] phases = phases(s, trainedToken);
        int previous = phases == null ? Verdict.NO_REGIME : follow(s.regimes, phases, time);
        int regime = s.regimes.regime();
        var verdict = new LineVerdict(
                time,
                s.lines,
                s.epoch,
                status,
                line.template(),
                line.text(),
                fresh,
                surprisal,
                probability,
                rank,
                p,
                score,
                s.alarm.open(),
                expected,
                regime,
                phases == null ? 0 : phases[regime],
                s.regimes.since(),
                previous,
                previous == Verdict.NO_REGIME ? 0 : s.regimes.endedAfter(),
                incident);
        condition(s, line, trainedToken, at, frozen);
        s.lines++;
        s.last = time;
        s.sum += surprisal;
        s.max = Math.max(s.max, surprisal);
        s.least = Math.min(s.least, p);
        s.fresh += fresh ? 1 : 0;
        return verdict;
    }

    /** The common law of what comes next, into {@link #outcomes}. */
    private void predict(State s) {
        Categorical trained = model.trained() ? model.mixture().predict(s.trained) : null;
        Categorical adaptive = own == null ? null : own.predict(s.own);
        int next = own == null ? Vocabulary.NOVEL_TOKEN : own.next(s.own);
        outcomes.of(trained, adaptive, next, s.weight, s.local);
    }

    private double calibrated(State s, int outcome) {
        double u = (MaskedLine.mix(s.seed ^ MaskedLine.mix(s.epoch ^ MaskedLine.mix(s.lines))) >>> 11) * 0x1p-53;
        double tail = outcomes.tail(outcome, u);
        double p = s.lines == 0 && !model.trained() ? 1 : Calibrator.pValue(s.calibrator, tail);
        if (s.lines > 0 && !s.alarm.open()) {
            Calibrator.learn(s.calibrator, tail);
        }
        return p;
    }

    /** P(phase | lines up to this one), scratch; null where no model tells phases. */
    private double[] phases(State s, int token) {
        TokenHmm hmm = model.hmm();
        return hmm == null ? null : hmm.posterior((double[]) s.trained[model.hmmMember()], token);
    }

    private static int follow(RegimeTrack regimes, double[] phases, long time) {
        int mode = 0;
        for (int i = 1; i < phases.length; i++) {
            mode = phases[i] > phases[mode] ? i : mode;
        }
        return regimes.update(mode, phases[mode], time);
    }

    /** Conditions both laws on the line. */
    private void condition(State s, Mined line, int trainedToken, int at, boolean frozen) {
        if (model.trained()) {
            model.mixture().observe(s.trained, new Token(0, trainedToken));
        }
        if (own == null) {
            return;
        }
        int known = at;
        if (known < 0 && !frozen && s.local.size() < settings.templates() && line.template() != TemplateMiner.OTHER) {
            known = s.local.add(line.template(), line.text(), model.vocabulary());
        }
        int token = known < 0 ? Vocabulary.NOVEL_TOKEN : known + Vocabulary.FIRST;
        weigh(s);
        own.observe(s.own, new Token(0, token), frozen ? 0 : 1);
    }

    /** Weights by what both laws gave to the outcome that {@link Outcomes#probability} was asked for last. */
    private void weigh(State s) {
        if (!model.trained()) {
            return;
        }
        double prior = settings.adaptation();
        double posterior = outcomes.ownShare(s.weight);
        double kept = MEMORY * posterior + (1 - MEMORY) * prior;
        s.weight = Math.min(1 - LEAST_WEIGHT, Math.max(LEAST_WEIGHT, kept));
    }

    /** Ends the incident that is open where the key's sequence ends, before {@link #end}; null if there is none. */
    public Ending close(State s) {
        Incident incident = alarm.end(s.alarm);
        return incident == null ? null : new Ending(s.last, s.lines - 1, s.epoch, s.regimes.regime(), incident);
    }

    /**
     * Scores the end of the key's sequence; the state is of no more use. The statistic is the largest surprisal of any line or of
     * the end: of what could be wrong in a sequence most goes unseen in a sum over all that is right.
     */
    public SequenceVerdict end(State s) {
        predict(s);
        SequenceCalibration calibration = model.calibration();
        double endSurprisal = calibration == null
                ? 0
                : 0.0 - Elementary.log(Math.max(outcomes.probability(Vocabulary.END_TOKEN), IMPOSSIBLE));
        double sum = s.sum + endSurprisal;
        double max = Math.max(s.max, endSurprisal);
        long steps = s.lines + (calibration == null ? 0 : 1);
        double p = calibration == null ? leastOf(s.least, s.lines) : calibration.pValue(max);
        return new SequenceVerdict(
                s.epoch,
                s.last,
                s.lines,
                sum,
                steps == 0 ? 0 : sum / steps,
                max,
                endSurprisal,
                s.fresh,
                max,
                p,
                Math.min(1, (0.0 - Elementary.log(p)) * LOG10_E / Rarity.MAX),
                p < settings.sequencePValue(),
                outcomes.expected(settings.expected(), s.local));
    }

    /** Probability that the least of n uniform p-values is at most p (Šidák 1967). */
    private static double leastOf(double p, long n) {
        double log = n * Elementary.log1p(-Math.min(p, 1 - 1e-12));
        double at = p < 1e-9 ? p * n : 1 - Elementary.exp(log);
        return Math.min(1, Math.max(at, IMPOSSIBLE));
    }

    /** How the state is copied and written. */
    public StateCodec<State> codec() {
        return new LineStateCodec(this);
    }
}
