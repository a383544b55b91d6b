package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.schemas.ExpectedTemplate;
import dev.undercurrent.schemas.LineScore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The last scored lines of logs, and the templates that were seen. Thread-safe. */
final class LineLog {

    static final int BOUND = 4_000;
    private static final int MAX_TEMPLATES = 20_000;

    /** Codes that stand for no template of their own. */
    private static final long END = 0;

    private static final long UNSEEN = 1;

    /** A line and its number, from 0. */
    record Line(long number, LineScore score) {}

    private final ArrayDeque<Line> lines = new ArrayDeque<>();
    private final Map<Long, String> templates = new LinkedHashMap<>();
    private long end;

    synchronized void add(LineScore score) {
        if (lines.size() == BOUND) {
            lines.removeFirst();
        }
        lines.addLast(new Line(end++, score));
        templates.put(score.getTemplate(), score.getText());
        if (templates.size() > MAX_TEMPLATES) {
            templates.remove(templates.keySet().iterator().next());
        }
    }

    /** Number after that of the last line. */
    synchronized long end() {
        return end;
    }

    /**
     * Lines from a number on, the newest first.
     *
     * @param search what a line or its key must contain, in lower case
     * @param leastScore lines below it are left out
     */
    synchronized List<Line> newest(long from, String search, double leastScore, int limit) {
        List<Line> found = new ArrayList<>();
        for (Iterator<Line> all = lines.descendingIterator(); all.hasNext() && found.size() < limit; ) {
            Line line = all.next();
            if (line.number() < from) {
                break;
            }
            if (line.score().getAnomalyScore() >= leastScore && matches(line.score(), search)) {
                found.add(line);
            }
        }
        return found;
    }

    private static boolean matches(LineScore score, String search) {
        return search.isEmpty()
                || score.getSeries().toLowerCase(Locale.ROOT).contains(search)
                || shown(score).toLowerCase(Locale.ROOT).contains(search);
    }

    /** The line itself where it was kept, else its template. */
    static String shown(LineScore score) {
        return score.getLine() == null ? score.getText() : score.getLine();
    }

    /** What a key's line at this time was about, or null where it is no longer held. */
    synchronized String explanation(String series, long time) {
        for (Iterator<Line> all = lines.descendingIterator(); all.hasNext(); ) {
            LineScore score = all.next().score();
            if (score.getSeries().equals(series) && Micros.of(score.getTime()) == time) {
                return score.getExplanation();
            }
        }
        return null;
    }

    /** A template in words. */
    synchronized String template(long id) {
        if (id == END) {
            return "the end of the sequence";
        }
        String known = templates.get(id);
        return known != null ? known : id == UNSEEN ? "any line never seen" : "template " + Long.toHexString(id);
    }

    /** Templates that could have come, most probable first. */
    static List<ExpectedTemplate> expected(LineScore score, int limit) {
        List<ExpectedTemplate> all = score.getExpected();
        return all == null ? Collections.emptyList() : all.subList(0, Math.min(limit, all.size()));
    }
}
