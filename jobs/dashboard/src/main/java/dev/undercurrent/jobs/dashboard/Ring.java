package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.schemas.MemberView;
import dev.undercurrent.schemas.Score;
import dev.undercurrent.schemas.Status;
import java.util.Arrays;
import java.util.List;

/**
 * The last verdicts of one series, in arrays that grow to a bound and are then written round. Points are numbered from 0
 * over the life of the ring; the last {@link #size} are held. Edges of bands are kept as float distances from the
 * expected value: 30 bytes a point and 28 a channel. Not thread-safe.
 */
final class Ring {

    private static final int FIRST = 32;
    private static final List<Status> STATUSES = List.of(Status.values());

    private final int bound;
    private final int channels;
    private final String[] members;
    private int capacity;
    private long end;

    private long[] times;
    private float[] scores;
    private float[] surprisals;
    private float[] pValues;
    private int[] regimes;
    private float[] probabilities;
    private float[] changes;
    private long[] since;
    private byte[] marks;
    private double[] values;
    private double[] expected;
    private float[] below;
    private float[] above;
    private float[] shares;
    private float[] views;

    /** @param members names of the members of the mixture, empty where there is one model only */
    Ring(int bound, int channels, String[] members) {
        this.bound = bound;
        this.channels = channels;
        this.members = members;
        allocate(Math.min(FIRST, bound));
    }

    int channels() {
        return channels;
    }

    String[] members() {
        return members;
    }

    /** True where a score has as many channels and the same members as the points held; of a missing event members say nothing. */
    boolean takes(Score score) {
        if (score.getValues().size() != channels) {
            return false;
        }
        List<MemberView> views = score.getMembers();
        if (score.getStatus() == Status.MISSING && views == null) {
            return true;
        }
        int count = views == null ? 0 : views.size();
        if (count != members.length) {
            return false;
        }
        for (int m = 0; m < count; m++) {
            if (!members[m].equals(views.get(m).getName())) {
                return false;
            }
        }
        return true;
    }

    private void allocate(int n) {
        // only ever called while the points lie in order from slot 0
        capacity = n;
        times = times == null ? new long[n] : Arrays.copyOf(times, n);
        scores = grown(scores, n);
        surprisals = grown(surprisals, n);
        pValues = grown(pValues, n);
        regimes = regimes == null ? new int[n] : Arrays.copyOf(regimes, n);
        probabilities = grown(probabilities, n);
        changes = grown(changes, n);
        since = since == null ? new long[n] : Arrays.copyOf(since, n);
        marks = marks == null ? new byte[n] : Arrays.copyOf(marks, n);
        values = values == null ? new double[n * channels] : Arrays.copyOf(values, n * channels);
        expected = expected == null ? new double[n * channels] : Arrays.copyOf(expected, n * channels);
        below = grown(below, n * channels);
        above = grown(above, n * channels);
        shares = channels > 1 ? grown(shares, n * channels) : null;
        views = members.length > 0 ? grown(views, n * members.length * 3) : null;
    }

    private static float[] grown(float[] old, int n) {
        return old == null ? new float[n] : Arrays.copyOf(old, n);
    }

    void add(Score score, long time) {
        if (end == capacity && capacity < bound) {
            allocate(Math.min(bound, 2 * capacity));
        }
        int i = (int) (end++ % capacity);
        times[i] = time;
        scores[i] = (float) score.getAnomalyScore();
        surprisals[i] = (float) score.getSurprisal();
        pValues[i] = (float) score.getPValue();
        regimes[i] = score.getRegime();
        probabilities[i] = (float) score.getRegimeProbability();
        changes[i] = (float) score.getChangeProbability();
        since[i] = Micros.of(score.getRegimeSince());
        marks[i] = (byte) (STATUSES.indexOf(score.getStatus()) << 1 | (score.getAlarm() ? 1 : 0));
        List<Double> shared = score.getContributions();
        for (int c = 0; c < channels; c++) {
            int k = i * channels + c;
            Double value = score.getValues().get(c);
            values[k] = value == null ? Double.NaN : value;
            expected[k] = at(score.getExpected(), c);
            below[k] = (float) (expected[k] - at(score.getLower(), c));
            above[k] = (float) (at(score.getUpper(), c) - expected[k]);
            if (shares != null) {
                shares[k] = shared == null ? Float.NaN : (float) at(shared, c);
            }
        }
        for (int m = 0; m < members.length; m++) {
            int k = (i * members.length + m) * 3;
            if (score.getMembers() == null) {
                Arrays.fill(views, k, k + 3, Float.NaN);
                continue;
            }
            MemberView view = score.getMembers().get(m);
            views[k] = (float) view.getWeight();
            views[k + 1] = (float) view.getSurprisal();
            views[k + 2] = (float) view.getTail();
        }
    }

    private static double at(List<Double> list, int i) {
        return i < list.size() ? list.get(i) : Double.NaN;
    }

    /** Number after that of the last point. */
    long end() {
        return end;
    }

    /** Number of the first point held. */
    long begin() {
        return Math.max(0, end - capacity);
    }

    int size() {
        return (int) (end - begin());
    }

    private int slot(long point) {
        return (int) (point % capacity);
    }

    /** Number of the first point at or after a time; {@link #end} where there is none. */
    long find(long time) {
        long low = begin();
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (time(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    long time(long point) {
        return times[slot(point)];
    }

    float score(long point) {
        return scores[slot(point)];
    }

    float surprisal(long point) {
        return surprisals[slot(point)];
    }

    float pValue(long point) {
        return pValues[slot(point)];
    }

    int regime(long point) {
        return regimes[slot(point)];
    }

    float probability(long point) {
        return probabilities[slot(point)];
    }

    float change(long point) {
        return changes[slot(point)];
    }

    long since(long point) {
        return since[slot(point)];
    }

    boolean alarm(long point) {
        return (marks[slot(point)] & 1) != 0;
    }

    Status status(long point) {
        return STATUSES.get(marks[slot(point)] >> 1);
    }

    double value(long point, int channel) {
        return values[slot(point) * channels + channel];
    }

    double expected(long point, int channel) {
        return expected[slot(point) * channels + channel];
    }

    double lower(long point, int channel) {
        int k = slot(point) * channels + channel;
        return expected[k] - below[k];
    }

    double upper(long point, int channel) {
        int k = slot(point) * channels + channel;
        return expected[k] + above[k];
    }

    /** Nats; NaN where unknown; only where there are several channels. */
    float share(long point, int channel) {
        return shares[slot(point) * channels + channel];
    }

    /** @param what 0 = weight, 1 = surprisal, 2 = tail */
    float view(long point, int member, int what) {
        return views[(slot(point) * members.length + member) * 3 + what];
    }
}
