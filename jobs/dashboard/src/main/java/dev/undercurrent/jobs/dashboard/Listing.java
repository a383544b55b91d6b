package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.jobs.scoring.config.AlarmConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chooses and orders series.
 *
 * @param search what a series' id must contain, in any case; words apart by blanks must all occur
 * @param sort order
 * @param group part of the id, from 0, by which series are put together; negative = none
 */
record Listing(String search, Sort sort, int group) {

    static final Listing ALL = new Listing("", Sort.SCORE, -1);
    private static final int MAX_SEARCH = 200;
    private static final int MAX_GROUP = 9;

    /** Share of the alarm line below which scores are not told apart. */
    private static final double ORDINARY = 0.6;

    Listing {
        search = search.toLowerCase(Locale.ROOT).strip();
        if (search.length() > MAX_SEARCH) {
            throw new IllegalArgumentException(
                    "search has " + search.length() + " characters; allowed: at most " + MAX_SEARCH);
        }
        if (group > MAX_GROUP) {
            throw new IllegalArgumentException("group is " + group + "; allowed: at most " + MAX_GROUP);
        }
    }

    /** Orders of a list. */
    enum Sort {
        /** Open incidents first, then by score, where a score fades within half a minute or so. */
        SCORE,
        /** By id. */
        NAME,
        /** By how long ago the regime changed, the latest change first. */
        CHANGE;

        static Sort of(String name) {
            for (Sort sort : values()) {
                if (sort.name().equalsIgnoreCase(name)) {
                    return sort;
                }
            }
            throw new IllegalArgumentException("sort is " + shown(name) + "; allowed: score, name, change");
        }
    }

    static Listing of(Map<String, String> query) {
        int group;
        try {
            group = Integer.parseInt(query.getOrDefault("group", "-1"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("group is " + shown(query.get("group")) + "; allowed: a number", e);
        }
        return new Listing(query.getOrDefault("search", ""), Sort.of(query.getOrDefault("sort", "score")), group);
    }

    static String shown(String found) {
        return '"' + (found.length() > 40 ? found.substring(0, 40) + "…" : found) + '"';
    }

    /** Series that belong together. */
    record Group(String name, List<History> series) {}

    /** A series with what it is sorted by, read once, so that the order cannot change while it is made. */
    private record Ranked(History history, boolean alarming, double heat, long since) {

        static Ranked of(History history, AlarmConfig alarm) {
            Long since = history.read(ring -> ring.since(ring.end() - 1));
            // what is far from an alarm counts as equal, so that noise does not shuffle the list
            double heat = history.heat();
            boolean ordinary = heat < ORDINARY * AlarmLine.score(alarm, history.interval());
            return new Ranked(history, history.alarming(), ordinary ? 0 : heat, since == null ? Long.MIN_VALUE : since);
        }
    }

    /** The series that match, in order, by group; one group without a name where there is no grouping. */
    List<Group> apply(Collection<History> all, AlarmConfig alarm) {
        String[] words = search.isEmpty() ? new String[0] : search.split("\\s+");
        Map<String, List<Ranked>> groups = new TreeMap<>();
        for (History history : all) {
            if (matches(history.series().toLowerCase(Locale.ROOT), words)) {
                groups.computeIfAbsent(part(history.series(), group), g -> new ArrayList<>())
                        .add(Ranked.of(history, alarm));
            }
        }
        Comparator<Ranked> order = order();
        List<Map.Entry<String, List<Ranked>>> sorted = new ArrayList<>(groups.entrySet());
        sorted.forEach(entry -> entry.getValue().sort(order));
        if (sort != Sort.NAME) {
            sorted.sort(Comparator.comparing(entry -> entry.getValue().get(0), order));
        }
        return sorted.stream()
                .map(entry -> new Group(
                        entry.getKey(),
                        entry.getValue().stream().map(Ranked::history).toList()))
                .toList();
    }

    private static boolean matches(String id, String[] words) {
        for (String word : words) {
            if (!id.contains(word)) {
                return false;
            }
        }
        return true;
    }

    private Comparator<Ranked> order() {
        Comparator<Ranked> byName = Comparator.comparing(r -> r.history().series());
        return switch (sort) {
            case NAME -> byName;
            case CHANGE -> Comparator.comparingLong(Ranked::since).reversed().thenComparing(byName);
            case SCORE ->
                Comparator.comparing((Ranked r) -> !r.alarming())
                        .thenComparing(Comparator.comparingDouble(Ranked::heat).reversed())
                        .thenComparing(byName);
        };
    }

    /** A part of an id, whose parts are joined with / where \/ is a slash within a part. */
    static String part(String id, int index) {
        if (index < 0) {
            return "";
        }
        StringBuilder part = new StringBuilder();
        int at = 0;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c == '\\' && i + 1 < id.length()) {
                i++;
                c = id.charAt(i);
            } else if (c == '/') {
                if (at++ == index) {
                    break;
                }
                part.setLength(0);
                continue;
            }
            part.append(c);
        }
        return at < index ? "" : part.toString();
    }
}
