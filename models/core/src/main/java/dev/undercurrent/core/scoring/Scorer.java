package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Incident;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.attention.RecentRows;
import dev.undercurrent.core.attention.WindowMemory;
import dev.undercurrent.core.calibration.Alarm;
import dev.undercurrent.core.mixing.Ensemble;
import dev.undercurrent.core.state.StateCodec;

/**
 * The one fold of the product: order → predict → surprisal → calibrate → alarm → observe and learn → forecast.
 *
 * <p>This class keeps the life of a key: which arrivals become its events and in which order, what happens at gaps and
 * duplicates, when it starts again and when it is forgotten. {@link EventScorer} says what to think of one event.
 *
 * <p>No clock, no randomness but what is seeded from the key: the same arrivals give the same verdicts, bit for bit. One
 * instance serves one thread and any number of keys with the same number of channels.
 */
public final class Scorer {

    private final EventScorer events;
    private final ScorerSettings settings;
    private final int channels;
    private final Alarm alarm;
    private final String lineage;

    /** Null where the seasons of keys are declared, or do not matter. */
    private final SeasonSearch search;

    Scorer(EventScorer events, ScorerSettings settings, int channels) {
        this.events = events;
        this.settings = settings;
        this.channels = channels;
        this.alarm = new Alarm(settings.alarm());
        this.lineage = settings.lineage() + "/" + channels;
        this.search = settings.seeks() ? new SeasonSearch(events, settings, channels) : null;
    }

    /** What scores the events of a key that found no seasons by itself. */
    EventScorer events() {
        return events;
    }

    /** What scores the events of this key. */
    EventScorer serving(KeyState s) {
        return search == null ? events : search.serving(s);
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
        events.begin(s);
        if (search != null) {
            search.begin(s);
        }
        return s;
    }

    /** True where a member has put a part of its work off until {@link #settle}, or until the next arrival. */
    boolean pending(KeyState s) {
        return serving(s).model().pending(s.model);
    }

    /** Does the work put off for the first n of these keys together; no number depends on when. */
    void settle(KeyState[] keys, int n) {
        Ensemble.State[] states = new Ensemble.State[n];
        int from = 0;
        while (from < n) {
            EventScorer by = serving(keys[from]);
            int count = 0;
            while (from < n && serving(keys[from]) == by) {
                states[count++] = keys[from++].model;
            }
            by.model().settle(states, count);
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

    /** A verdict of {@link Verdict.Status#NO_DATA} for a key, after its last event; null before its first one. */
    Verdict silence(KeyState s, long time) {
        return s.sequence == 0 ? null : serving(s).silence(s, time);
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
        EventScorer by = serving(s);
        Reading heard = x.missing() ? x : by.dequantised(s, x);
        out.scored(arrival, x.missing() ? by.missing(s, x) : by.verdict(s, x, heard, spacing));
        s.sequence++;
        if (search != null) {
            search.passed(s, heard);
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
            serving(s).model().advance(s.model, (int) missing);
        }
        return spacing;
    }

    /** How the states of this scorer are copied and written. */
    public StateCodec<KeyState> codec() {
        return new KeyStateCodec(this);
    }
}
