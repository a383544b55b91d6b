package dev.undercurrent.core.tokens;

import java.util.Set;

/** What kinds of characters and of words there are: the general knowledge about variables in log lines. */
final class Shapes {

    static final int LETTER = 0;
    static final int DIGIT = 1;
    static final int SPACE = 2;
    /** Ends a piece of a word: brackets, quotes and list marks. */
    static final int BREAK = 3;

    static final int MARK = 4;

    private static final byte[] KIND = new byte[128];

    static {
        for (char c = 0; c < 128; c++) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            KIND[c] = (byte) (letter ? LETTER : c >= '0' && c <= '9' ? DIGIT : c <= ' ' || c == 127 ? SPACE : MARK);
        }
        for (char c : "()[]{}<>\"',;=|:".toCharArray()) {
            KIND[c] = BREAK;
        }
    }

    /** Endings of host names; countries have two letters and are told by that. */
    private static final Set<String> DOMAINS =
            Set.of("com", "net", "org", "edu", "gov", "mil", "int", "info", "biz", "local", "localdomain", "arpa");

    private static final Set<String> DATES = Set.of(
            "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
            "Sep", "Oct", "Nov", "Dec");

    private static final Set<String> ZONES =
            Set.of("UTC", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "CET", "CEST");

    private static final String UNIT_FIRST = "numsBKkMGT";

    private static final Set<String> UNITS =
            Set.of("ns", "us", "ms", "s", "sec", "B", "KB", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB");

    /** Words after which a name is likely. */
    private static final Set<String> CUES = Set.of("for", "from", "by", "of", "at", "host", "user");

    private Shapes() {}

    static int kind(char c) {
        return c < 128 ? KIND[c] : LETTER;
    }

    static boolean opening(char c) {
        return c == '(' || c == '[' || c == '{' || c == '<' || c == '"' || c == '\'';
    }

    static boolean closing(char c) {
        return c == ')' || c == ']' || c == '}' || c == '>' || c == '"' || c == '\'';
    }

    static boolean pause(char c) {
        return c == ',' || c == ';' || c == ':' || c == '.' || c == '!' || c == '?';
    }

    static boolean hexadecimal(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static boolean date(char[] line, int from, int to) {
        return to - from == 3
                && line[from] >= 'A'
                && line[from] <= 'W'
                && line[from + 1] >= 'a'
                && DATES.contains(new String(line, from, 3));
    }

    static boolean zone(char[] line, int from, int to) {
        return to - from >= 3
                && to - from <= 4
                && line[from] <= 'Z'
                && ZONES.contains(new String(line, from, to - from));
    }

    static boolean unit(char[] line, int from, int to) {
        return to > from
                && to - from <= 3
                && UNIT_FIRST.indexOf(line[from]) >= 0
                && UNITS.contains(new String(line, from, to - from));
    }

    static boolean cue(char[] line, int from, int to) {
        return to - from >= 2
                && to - from <= 4
                && CUES.contains(new String(line, from, to - from).toLowerCase(java.util.Locale.ROOT));
    }

    static boolean user(char[] line, int from, int to) {
        return to - from == 4
                && (line[from] | 32) == 'u'
                && (line[from + 1] | 32) == 's'
                && (line[from + 2] | 32) == 'e'
                && (line[from + 3] | 32) == 'r';
    }

    /** Letters, underscores, hyphens and dots only. */
    static boolean name(char[] line, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = line[i];
            if (kind(c) != LETTER && c != '_' && c != '-' && c != '.') {
                return false;
            }
        }
        return to > from;
    }

    /** True for a word of letters that is a variable by its looks. */
    static boolean variableLetters(char[] line, int from, int to) {
        if (truth(line, from, to)) {
            return true;
        }
        for (int i = from; i < to; i++) {
            if (!hexadecimal(line[i])) {
                return false;
            }
        }
        return to - from >= 8;
    }

    /**
     * True for a piece of a word that is a variable by its looks: numbers, identifiers with digits, paths, addresses, truth
     * values, host names, long hexadecimal words.
     */
    static boolean variable(char[] line, int from, int to) {
        int slashes = 0;
        int backslashes = 0;
        int dots = 0;
        boolean at = false;
        boolean hex = true;
        for (int i = from; i < to; i++) {
            char c = line[i];
            if (c >= '0' && c <= '9') {
                return true;
            }
            hex &= hexadecimal(c);
            slashes += c == '/' ? 1 : 0;
            backslashes += c == '\\' ? 1 : 0;
            dots += c == '.' ? 1 : 0;
            at |= c == '@' && i > from && i < to - 1;
        }
        boolean path =
                slashes > 1 || backslashes > 1 || (slashes > 0 && (dots > 0 || (line[from] == '/' && to - from > 1)));
        return path || at || (hex && to - from >= 8) || truth(line, from, to) || (dots > 0 && host(line, from, to));
    }

    private static boolean truth(char[] line, int from, int to) {
        int n = to - from;
        return (n == 4 && same(line, from, "true")) || (n == 5 && same(line, from, "false"));
    }

    private static boolean same(char[] line, int from, String lower) {
        for (int i = 0; i < lower.length(); i++) {
            if ((line[from + i] | 32) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Lower-case labels with dots between; the last is a domain, the first is none (that would be a package's name). */
    private static boolean host(char[] line, int from, int to) {
        int first = -1;
        int last = from;
        int labels = 1;
        for (int i = from; i < to; i++) {
            char c = line[i];
            if (c == '.') {
                if (i == last || i == to - 1) {
                    return false;
                }
                first = first < 0 ? i : first;
                last = i + 1;
                labels++;
            } else if (!((c >= 'a' && c <= 'z') || c == '-')) {
                return false;
            }
        }
        boolean country = labels >= 3 && to - last == 2;
        return first > 0
                && (country || DOMAINS.contains(new String(line, last, to - last)))
                && !DOMAINS.contains(new String(line, from, first - from));
    }

    /** Three or more groups of up to four hexadecimal digits with colons between: hardware and network addresses. */
    static boolean address(char[] line, int from, int to) {
        int groups = 1;
        int size = 0;
        for (int i = from; i < to; i++) {
            if (line[i] == ':') {
                if (size == 0) {
                    return false;
                }
                groups++;
                size = 0;
            } else if (!hexadecimal(line[i]) || ++size > 4) {
                return false;
            }
        }
        return groups >= 3 && size > 0;
    }
}
