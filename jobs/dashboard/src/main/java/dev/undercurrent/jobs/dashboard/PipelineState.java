package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.schemas.Late;
import dev.undercurrent.schemas.Score;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How the pipeline is doing, as far as its topics tell. Thread-safe. */
final class PipelineState {

    private static final int MAX_MODELS = 32;
    private static final int MAX_REASONS = 8;

    /** A model in use. */
    record Model(long verdicts, long firstSeen, long lastSeen) {

        Model again(long time) {
            return new Model(verdicts + 1, firstSeen, Math.max(lastSeen, time));
        }
    }

    /** What the job has not read yet of its input; {@code records} is negative where unknown, and {@code why} says why. */
    record Lag(long records, String why) {}

    private final Map<Feed, Pulse> pulses = new EnumMap<>(Feed.class);
    private final Map<Feed, Long> unread = new EnumMap<>(Feed.class);
    private final Map<String, Model> models = new LinkedHashMap<>();
    private final Map<String, Long> statuses = new TreeMap<>();
    private final Map<String, Long> lateReasons = new TreeMap<>();
    private final DeadLetterLog deadLetters = new DeadLetterLog();
    private Lag lag = new Lag(-1, "not asked yet");
    private Late lastLate;
    private long repeated;
    private long unreadable;
    private String lastUnreadable;
    private String trouble;
    private long newestEvent = Long.MIN_VALUE;
    private long newestRecord = Long.MIN_VALUE;

    PipelineState() {
        for (Feed feed : Feed.values()) {
            pulses.put(feed, new Pulse());
        }
    }

    Pulse pulse(Feed feed) {
        return pulses.get(feed);
    }

    DeadLetterLog deadLetters() {
        return deadLetters;
    }

    /** @param written Kafka's time of the record, microseconds */
    synchronized void verdict(Score score, long written) {
        long time = Micros.of(score.getTime());
        newestEvent = Math.max(newestEvent, time);
        newestRecord = Math.max(newestRecord, written);
        statuses.merge(score.getStatus().name(), 1L, Long::sum);
        Model known = models.get(score.getModel());
        if (known != null) {
            models.put(score.getModel(), known.again(time));
        } else {
            if (models.size() == MAX_MODELS) {
                models.remove(models.keySet().iterator().next());
            }
            models.put(score.getModel(), new Model(1, time, time));
        }
    }

    synchronized void late(Late late) {
        lastLate = late;
        if (lateReasons.size() < MAX_REASONS
                || lateReasons.containsKey(late.getReason().name())) {
            lateReasons.merge(late.getReason().name(), 1L, Long::sum);
        }
    }

    /** A verdict that was known already. */
    synchronized void repeated() {
        repeated++;
    }

    /** A record of a feed that this page could not read. */
    synchronized void unreadable(String why) {
        unreadable++;
        lastUnreadable = why;
    }

    synchronized void lag(Lag found) {
        lag = found;
    }

    /** Records of a feed that this page has not read yet. */
    synchronized void unread(Feed feed, long records) {
        unread.put(feed, records);
    }

    /** Why nothing is read at the moment, or null where all is well. */
    synchronized void trouble(String why) {
        trouble = why;
    }

    synchronized String trouble() {
        return trouble;
    }

    /** A copy that stands still. */
    synchronized Snapshot snapshot() {
        return new Snapshot(
                new EnumMap<>(unread),
                new LinkedHashMap<>(models),
                new TreeMap<>(statuses),
                new TreeMap<>(lateReasons),
                lastLate,
                lag,
                repeated,
                unreadable,
                lastUnreadable,
                trouble,
                newestEvent,
                newestRecord);
    }

    /** The state at one time; times are microseconds UTC, {@link Long#MIN_VALUE} where there is none. */
    record Snapshot(
            Map<Feed, Long> unread,
            Map<String, Model> models,
            Map<String, Long> statuses,
            Map<String, Long> lateReasons,
            Late lastLate,
            Lag lag,
            long repeated,
            long unreadable,
            String lastUnreadable,
            String trouble,
            long newestEvent,
            long newestRecord) {}
}
