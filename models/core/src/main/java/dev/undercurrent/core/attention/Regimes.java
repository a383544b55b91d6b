package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Which regime a key is in, by a {@link Segmentation} that says when one begins: the first window's is 0; a new one is either a
 * known regime that explains it better than a stranger would ({@link Likeness}), and has its old id then, or gets an id that was never
 * used. Of the closed regimes the {@link #KNOWN} visited last are known.
 */
final class Regimes {

    /** Closed regimes that can be returned to. */
    static final int KNOWN = 8;

    /** Id of the current regime. */
    private int current;

    /** Ids given so far. */
    private int given = 1;

    /** When the current regime began, microseconds UTC; 0 for the first. */
    private long since;

    /** P(current regime), of those known and a new one, when it began. */
    private double posterior = 1;

    /** Visited last comes last. */
    private final List<Likeness> known = new ArrayList<>();

    int current() {
        return current;
    }

    long since() {
        return since;
    }

    double posterior() {
        return posterior;
    }

    /**
     * Closes the current regime and opens or returns to another.
     *
     * @param age rows since the first row of the new regime
     * @param oldest windows of the closed regime that are at hand end less than this many rows back
     */
    void change(Past past, int age, int oldest) {
        Likeness before = null;
        for (Likeness k : known) {
            before = k.id == current ? k : before;
        }
        known.remove(before);
        boolean enough = oldest - (age + 1) >= Segmentation.WIDTH;
        Likeness closed = enough ? Likeness.of(current, past, age + 1, oldest) : null;
        // an onset may be dated some rows early: what is compared is the later part
        int newest = Math.max(0, (age - Segmentation.WIDTH + 2) * 3 / 5);
        double[] evidence = new double[newest == 0 ? 0 : known.size()];
        double best = 0;
        int found = -1;
        for (int r = 0; r < evidence.length; r++) {
            evidence[r] = known.get(r).evidence(past, 0, newest);
            if (evidence[r] > best) {
                best = evidence[r];
                found = r;
            }
        }
        double all = Elementary.exp(-best);
        for (double e : evidence) {
            all += Elementary.exp(e - best);
        }
        posterior = 1 / all;
        current = found < 0 ? given++ : known.get(found).id;
        since = past.times[past.head + age];
        Likeness now = before == null || closed == null ? closed : before.with(closed);
        if (now != null || before != null) {
            known.add(now == null ? before : now);
        }
        if (known.size() > KNOWN) {
            known.remove(known.get(0).id == current ? 1 : 0);
        }
    }

    /** Bytes: int current id, int ids given, long since, double posterior, byte number of known regimes, each as its own. */
    void write(ByteSink out) {
        out.writeInt(current);
        out.writeInt(given);
        out.writeLong(since);
        out.writeDouble(posterior);
        out.writeByte(known.size());
        for (Likeness k : known) {
            k.write(out);
        }
    }

    static Regimes read(ByteSource in, int channels) {
        Regimes s = new Regimes();
        s.current = in.readInt();
        s.given = in.readInt();
        s.since = in.readLong();
        s.posterior = in.readDouble();
        int n = in.readByte();
        if (n > KNOWN) {
            throw new IllegalStateException("known regimes: " + n + " in the state; allowed: 0 to " + KNOWN);
        }
        for (int i = 0; i < n; i++) {
            s.known.add(Likeness.read(in, channels));
        }
        return s;
    }

    Regimes copy() {
        Regimes s = new Regimes();
        s.current = current;
        s.given = given;
        s.since = since;
        s.posterior = posterior;
        // what a regime is known by never changes
        s.known.addAll(known);
        return s;
    }
}
