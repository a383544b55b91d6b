package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.schemas.Forecast;
import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.MemberView;
import dev.undercurrent.schemas.Phase;
import dev.undercurrent.schemas.Score;
import dev.undercurrent.schemas.Status;
import java.util.ArrayDeque;
import java.util.List;

/** What is remembered of one series. Every method is safe from any thread; a ring is only used within {@link #read}. */
final class History {

    /** Looks at a history while nobody changes it. */
    interface Reader<T> {
        T read(Ring ring);
    }

    /** Forecasts kept: with one every 12 events, as far back as 288 events. */
    static final int FORECASTS = 24;

    /** Event time in which the heat of a score falls by half, microseconds. */
    private static final double HALF_LIFE = 30e6;

    private static final String[] NO_MEMBERS = {};

    private final int handle;
    private final String series;
    private final int bound;
    private final ArrayDeque<Forecast> forecasts = new ArrayDeque<>(FORECASTS);
    private Ring ring;
    private long lastTime = Long.MIN_VALUE;
    private long lastSequence;
    private boolean silent;
    private String model = "";
    private double heat;
    private double interval;
    private long intervals;
    private Incident incident;
    private long forecastsSeen;
    private volatile long version;

    History(int handle, String series, int bound) {
        this.handle = handle;
        this.series = series;
        this.bound = bound;
    }

    /** Number of the series within this process; never given twice. */
    int handle() {
        return handle;
    }

    String series() {
        return series;
    }

    /** Grows with every change. */
    long version() {
        return version;
    }

    /** Takes in a verdict; false where it is not newer than the last one, as after a restart of the job. */
    synchronized boolean add(Score score) {
        long time = Micros.of(score.getTime());
        if (score.getStatus() == Status.NO_DATA) {
            // no event: what comes next may be older than the time for which this was said
            silent = score.getSequence() == lastSequence;
            version++;
            return true;
        }
        if (time < lastTime || (time == lastTime && score.getSequence() <= lastSequence)) {
            return false;
        }
        if (ring == null || !ring.takes(score)) {
            ring = new Ring(bound, score.getValues().size(), names(score.getMembers()));
        }
        double gap = lastTime == Long.MIN_VALUE ? 0 : (double) time - lastTime;
        if (lastTime != Long.MIN_VALUE) {
            intervals++;
            interval += (gap - interval) / Math.min(intervals, 1000);
        }
        heat = Math.max(score.getAnomalyScore(), heat * Math.exp(-Math.log(2) * gap / HALF_LIFE));
        ring.add(score, time);
        silent = false;
        lastTime = time;
        lastSequence = score.getSequence();
        model = score.getModel();
        version++;
        return true;
    }

    private static String[] names(List<MemberView> members) {
        return members == null
                ? NO_MEMBERS
                : members.stream().map(MemberView::getName).toArray(String[]::new);
    }

    synchronized void add(Forecast forecast) {
        if (!forecasts.isEmpty()
                && !forecast.getTime().isAfter(forecasts.getLast().getTime())) {
            return;
        }
        if (forecasts.size() == FORECASTS) {
            forecasts.removeFirst();
        }
        forecasts.addLast(forecast);
        forecastsSeen++;
        version++;
    }

    synchronized void add(Incident step) {
        incident = step;
        version++;
    }

    /** True where the series was said to be silent since its last verdict. */
    synchronized boolean silent() {
        return silent;
    }

    /** The last step of the last incident, or null. */
    synchronized Incident incident() {
        return incident;
    }

    /** True while an incident is open. */
    synchronized boolean alarming() {
        return incident != null && incident.getPhase() != Phase.CLOSE;
    }

    synchronized List<Forecast> forecasts() {
        return List.copyOf(forecasts);
    }

    /** Forecasts taken in so far. */
    synchronized long forecastsSeen() {
        return forecastsSeen;
    }

    /** The score, fading by half within 30 s of event time since its last peak: what lists are sorted by. */
    synchronized double heat() {
        return heat;
    }

    /** Mean spacing of events, microseconds; 0 while unknown. */
    synchronized double interval() {
        return interval;
    }

    /** Time of the last verdict, microseconds UTC. */
    synchronized long lastTime() {
        return lastTime;
    }

    synchronized String model() {
        return model;
    }

    /** Null where there is no verdict yet. */
    synchronized <T> T read(Reader<T> reader) {
        return ring == null ? null : reader.read(ring);
    }
}
