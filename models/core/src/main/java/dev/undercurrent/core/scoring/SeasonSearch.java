package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.mixing.Ensemble;
import dev.undercurrent.core.network.SeasonalFeatures;
import dev.undercurrent.core.seasonal.SeasonDetector;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets every key find its seasons by itself. A key begins without any and remembers its readings; after N events it looks
 * once ({@link SeasonDetector}), and takes what it finds, no period longer than N. Members that know of seasons are then made anew and hear what was
 * remembered, one event after the other, as does a chain of its own beside them, so that their evidence and backtests are
 * those of laws and forecasts that were made before what they are judged by. The key's own hidden Markov model and window
 * memory stay as they are, and so do its calibration and alarm. What was remembered is then forgotten.
 *
 * <p>Missing events and gaps of a declared interval are remembered as missing; before a gap that would not fit, the key looks
 * with what there is. Where no interval is declared, the calendar's periods are those of the mean spacing.
 *
 * <p>Cost, once per key: some ten million operations per channel to look, and N events.
 */
final class SeasonSearch {

    /** Fewest and most events that a search may wait for. */
    static final int FEWEST = 64;

    static final int MOST = 8192;

    /** Scorers kept, the last used: one is made anew where more different seasons than these take turns. */
    private static final int KEPT = 64;

    private static final int ROOM = 64;

    private final EventScorer base;
    private final ScorerSettings settings;
    private final int channels;
    private final int wait;
    private final Map<Seasons, Served> scorers;

    /** What scores the events of a key, and the codec of its models' states. */
    private record Served(EventScorer scorer, StateCodec<Ensemble.State> codec) {}

    /**
     * @param base what scores the events of keys without seasons
     * @param settings that have {@link ScorerSettings#detect}
     */
    SeasonSearch(EventScorer base, ScorerSettings settings, int channels) {
        this.base = base;
        this.settings = settings;
        this.channels = channels;
        this.wait = settings.detect();
        this.scorers = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Seasons, Served> eldest) {
                return size() > KEPT;
            }
        };
    }

    /** What scores the events of a key. */
    EventScorer serving(KeyState s) {
        return s.seasons.equals(Seasons.NONE) ? base : served(s.seasons).scorer;
    }

    /** Of the model of a key that found seasons. */
    StateCodec<Ensemble.State> codec(KeyState s) {
        return served(s.seasons).codec;
    }

    private Served served(Seasons seasons) {
        Served found = scorers.get(seasons);
        if (found == null) {
            ScorerSettings declared = settings.withMembers(seasons, settings.seasonal(), settings.network());
            EventScorer scorer = Scorers.events(declared, channels);
            found = new Served(scorer, scorer.model().codec());
            scorers.put(seasons, found);
        }
        return found;
    }

    /** The key has no seasons, and waits for its first events. */
    void begin(KeyState s) {
        s.seasons = Seasons.NONE;
        s.young = new double[0];
        s.remembered = 0;
    }

    /** So many events are missing before the next one; before a model steps them. */
    void gap(KeyState s, int steps) {
        if (s.remembered < 0) {
            return;
        }
        if (s.remembered + steps >= wait) {
            look(s);
            return;
        }
        room(s, steps);
        Arrays.fill(s.young, s.remembered * channels, (s.remembered + steps) * channels, Double.NaN);
        s.remembered += steps;
    }

    /** The members heard an event, and its verdict was given. */
    void passed(KeyState s, Reading heard) {
        if (s.remembered < 0) {
            return;
        }
        room(s, 1);
        System.arraycopy(heard.values(), 0, s.young, s.remembered * channels, channels);
        s.remembered++;
        if (s.remembered >= wait) {
            look(s);
        }
    }

    private void room(KeyState s, int events) {
        int wanted = (s.remembered + events) * channels;
        if (wanted > s.young.length) {
            int length = Math.max(wanted, Math.max(2 * s.young.length, ROOM * channels));
            s.young = Arrays.copyOf(s.young, Math.min(length, wait * channels));
        }
    }

    private void look(KeyState s) {
        Seasons found = detect(s).within(Math.min(wait, SeasonalFeatures.LONGEST));
        if (!found.equals(Seasons.NONE)) {
            s.model = heard(s, served(found).scorer.model());
            s.seasons = found;
        }
        s.young = null;
        s.remembered = -1;
    }

    private Seasons detect(KeyState s) {
        double[][] rows = new double[s.remembered][];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = Arrays.copyOfRange(s.young, t * channels, (t + 1) * channels);
        }
        long interval = settings.interval() > 0 ? settings.interval() : Math.round(s.alarm.interval());
        return SeasonDetector.detect(rows, interval);
    }

    /** A model that has heard what is remembered, with the members that know of no seasons as the key has them. */
    private Ensemble.State heard(KeyState s, Ensemble model) {
        Ensemble.State state = model.start();
        double[][][] quantiles = new double[channels][settings.horizon()][settings.levels().length];
        for (int t = 0; t < s.remembered; t++) {
            var x = new Reading(0, Arrays.copyOfRange(s.young, t * channels, (t + 1) * channels));
            model.observe(state, x, x.missing() ? 0 : 1);
            if (settings.horizon() > 0 && (t + 1) % settings.forecastEvery() == 0) {
                model.forecast(state, settings.levels(), quantiles);
            }
        }
        return model.adopt(state, s.model, m -> m == 0 || model.name(m).equals(RegimeSource.MEMORY));
    }

    /** Bytes, big-endian: int season, int longer period, int events remembered, −1 = none any more, double[events · D]. */
    void write(KeyState s, ByteSink out) {
        out.writeInt(s.seasons.season());
        out.writeInt(s.seasons.longer());
        out.writeInt(s.remembered);
        if (s.remembered > 0) {
            out.writeDoubles(Arrays.copyOf(s.young, s.remembered * channels));
        }
    }

    /** Reads what {@link #write} wrote; what was remembered is left where it is more than these settings wait for. */
    void read(KeyState s, ByteSource in) {
        int season = in.readCount("season of a key", 0, SeasonalFeatures.LONGEST);
        int longer = in.readCount("longer period of a key", 0, SeasonalFeatures.LONGEST);
        if (season == 1 || (longer > 0 && (season == 0 || longer <= season))) {
            throw new IllegalStateException("season of a key is " + season + ", its longer period " + longer
                    + "; allowed: 0 or 2 and more, the longer one 0 or above the season");
        }
        s.seasons = new Seasons(season, longer);
        s.remembered = in.readCount("events remembered", -1, MOST);
        s.young = s.remembered < 0 ? null : in.readDoubles(s.remembered * channels);
        if (s.remembered >= wait) {
            s.remembered = wait - 1;
            s.young = Arrays.copyOfRange(s.young, s.young.length - s.remembered * channels, s.young.length);
        }
    }

    void copy(KeyState from, KeyState to) {
        to.seasons = from.seasons;
        to.remembered = from.remembered;
        to.young = from.young == null ? null : from.young.clone();
    }
}
