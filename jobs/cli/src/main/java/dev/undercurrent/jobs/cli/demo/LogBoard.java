package dev.undercurrent.jobs.cli.demo;

import dev.undercurrent.schemas.ExpectedTemplate;
import dev.undercurrent.schemas.LineScore;
import dev.undercurrent.schemas.LineStatus;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is known of every key right now, and the lines that surprised last. */
final class LogBoard {

    static final int MAX_KEYS = 1_000;

    /** A thousand to one, and a line that is worth a line of its own. */
    private static final double SURPRISING = 0.25;

    private static final int MAX_SURPRISES = 100;

    /** Characters of a template in a line about a surprise. */
    private static final int SHOWN = 72;

    /**
     * The last verdict of a key.
     *
     * @param templates distinct templates so far
     */
    record Row(
            String key,
            long lines,
            long templates,
            String text,
            double surprisal,
            double score,
            double peak,
            boolean alarm,
            boolean warming,
            String next) {}

    private final Map<String, Row> rows = new HashMap<>();
    private final Deque<String> surprises = new ArrayDeque<>();
    private long surpriseCount;

    /** Takes a verdict in; true where the key's alarm began with it. */
    synchronized boolean add(LineScore score) {
        Row before = rows.get(score.getSeries());
        if (before == null && rows.size() >= MAX_KEYS) {
            return false;
        }
        boolean warming = score.getStatus() == LineStatus.WARMING;
        double shown = warming ? 0 : score.getAnomalyScore();
        rows.put(
                score.getSeries(),
                new Row(
                        score.getSeries(),
                        score.getSequence() + 1,
                        (before == null ? 0 : before.templates()) + (score.getFresh() ? 1 : 0),
                        score.getText(),
                        score.getSurprisal(),
                        shown,
                        Math.max(before == null ? 0 : before.peak(), shown),
                        score.getAlarm(),
                        warming,
                        score.getExpected().isEmpty()
                                ? ""
                                : score.getExpected().get(0).getText()));
        if (shown >= SURPRISING) {
            surprises.addLast(told(score, shown));
            surpriseCount++;
            if (surprises.size() > MAX_SURPRISES) {
                surprises.removeFirst();
            }
        }
        return score.getAlarm() && (before == null || !before.alarm());
    }

    /** What came first: it must be seen where the terminal is narrow. */
    private static String told(LineScore score, double shown) {
        StringBuilder text = new StringBuilder(200);
        text.append(String.format(
                Locale.ROOT,
                "%s  %.2f  %s: saw %s",
                score.getTime().truncatedTo(ChronoUnit.SECONDS),
                shown,
                score.getSeries(),
                quoted(score.getText())));
        text.append(score.getFresh() ? ", never seen before" : "");
        if (!score.getExpected().isEmpty()) {
            ExpectedTemplate first = score.getExpected().get(0);
            text.append(String.format(
                    Locale.ROOT, "; expected %s (%.0f %%)", quoted(first.getText()), 100 * first.getProbability()));
        }
        return text.toString();
    }

    private static String quoted(String text) {
        String line = text.replace('\n', ' ');
        return '"' + (line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…") + '"';
    }

    synchronized long surpriseCount() {
        return surpriseCount;
    }

    /** The lines about surprises after the first {@code from}, as far as they are kept. */
    synchronized List<String> surprisesSince(long from) {
        List<String> kept = new ArrayList<>(surprises);
        long count = Math.min(kept.size(), Math.max(0, surpriseCount - from));
        return kept.subList(kept.size() - (int) count, kept.size());
    }

    /** Busiest first. */
    synchronized List<Row> rows() {
        List<Row> all = new ArrayList<>(rows.values());
        all.sort(Comparator.comparing(Row::alarm)
                .thenComparing(Row::lines)
                .reversed()
                .thenComparing(Row::key));
        return all;
    }

    /** Distinct templates, summed over the keys. */
    synchronized long templates() {
        return rows.values().stream().mapToLong(Row::templates).sum();
    }
}
