package dev.undercurrent.core.tokens;

import java.util.Locale;
import java.util.Set;

/**
 * Finds the message of a raw line without being told its format: a header is a timestamp near the start, then numbers,
 * levels, groups in brackets, capitals and at last what wrote the line; or fields between bars. A line without a timestamp
 * is all message, but for a level in front.
 */
public final class HeaderSplitter {

    /** Words at the start in which a timestamp may begin. */
    private static final int BEFORE_TIME = 8;

    private static final Set<String> LEVELS = Set.of(
            "TRACE",
            "DEBUG",
            "INFO",
            "NOTICE",
            "WARN",
            "WARNING",
            "ERROR",
            "ERR",
            "SEVERE",
            "CRITICAL",
            "CRIT",
            "ALERT",
            "EMERG",
            "FATAL",
            "FAILURE",
            "FINE",
            "FINER",
            "FINEST",
            "VERBOSE");

    private static final Set<String> MONTHS =
            Set.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

    private HeaderSplitter() {}

    /** The parts of a raw line. */
    public static LineHeader split(CharSequence line) {
        return new Reading(line).split();
    }

    private static final class Reading {

        private final CharSequence line;
        private final int length;
        private int timeStart = -1;
        private int timeEnd = -1;
        private boolean month;
        private String level = "";
        private String component = "";

        Reading(CharSequence line) {
            this.line = line;
            this.length = line.length();
        }

        LineHeader split() {
            findTime();
            int at = timeStart < 0 ? 0 : timeEnd;
            if (at < length && at > 0 && line.charAt(at) == '|') {
                return header(fields(at));
            }
            return header(words(at));
        }

        private LineHeader header(int content) {
            return new LineHeader(timeStart, timeEnd, level, component, content);
        }

        private int skip(int i) {
            int k = i;
            while (k < length && line.charAt(k) <= ' ') {
                k++;
            }
            return k;
        }

        private int wordEnd(int i) {
            int k = i;
            while (k < length && line.charAt(k) > ' ' && line.charAt(k) != '|') {
                k++;
            }
            return k;
        }

        /** The last timestamp among the first words: what stands before it is a label or an address. */
        private void findTime() {
            int i = skip(0);
            for (int n = 0; n < BEFORE_TIME && i < length; n++) {
                int end = time(i);
                if (end > i) {
                    timeStart = i;
                    timeEnd = end;
                    i = skip(end);
                    if (i < length && line.charAt(i) == '|') {
                        return;
                    }
                    continue;
                }
                int stop = wordEnd(i);
                boolean wordy = timeStart >= 0 && !labelled(i, stop);
                if (wordy || stop == i) {
                    return;
                }
                i = skip(stop);
            }
        }

        /** A word that may stand between two timestamps of one header: a name with digits in it, or a dash. */
        private boolean labelled(int start, int stop) {
            for (int k = start; k < stop; k++) {
                if (digit(k)) {
                    return line.charAt(stop - 1) != ':';
                }
            }
            return stop - start == 1 || allCapitals(start, stop);
        }

        private boolean digit(int k) {
            return k < length && line.charAt(k) >= '0' && line.charAt(k) <= '9';
        }

        private int digits(int i) {
            int k = i;
            while (digit(k)) {
                k++;
            }
            return k - i;
        }

        /** End of a timestamp that begins at i; i where none does. */
        private int time(int i) {
            int start = line.charAt(i) == '[' ? i + 1 : i;
            int end = start;
            if (start + 3 < length
                    && MONTHS.contains(line.subSequence(start, start + 3).toString())) {
                int day = skip(start + 3);
                int clock = skip(day + digits(day));
                int stop = clock(clock);
                if (digits(day) > 0 && stop > clock) {
                    month = true;
                    end = stop;
                }
            } else if (digits(start) > 0) {
                end = numeric(start);
            }
            if (end == start) {
                return i;
            }
            end = zone(end);
            return start > i && end < length && line.charAt(end) == ']' ? end + 1 : start > i ? i : end;
        }

        /** Dates in figures, with a time of day behind; a time of day alone; six figures twice. */
        private int numeric(int i) {
            int n = digits(i);
            int after = i + n;
            if ((n == 6 || n == 8) && after < length && line.charAt(after) == ' ' && digits(after + 1) == 6) {
                return after + 7;
            }
            int clock = clock(i);
            if (clock > i) {
                return clock;
            }
            int date = date(i);
            if (date == i) {
                return i;
            }
            int from = date;
            if (from < length && "T -_".indexOf(line.charAt(from)) >= 0) {
                int stop = clock(from + 1);
                return stop > from + 1 ? stop : i;
            }
            return i;
        }

        /** 2005-06-03, 17/06/09, 2005.06.03, 10/Oct/2000, 20171223 with something behind. */
        private int date(int i) {
            int n = digits(i);
            int k = i + n;
            if (n == 8) {
                return k;
            }
            if ((n != 4 && n != 2) || k >= length || "-/.".indexOf(line.charAt(k)) < 0) {
                return i;
            }
            char mark = line.charAt(k);
            int m = digits(k + 1);
            int second = m > 0 ? k + 1 + m : k + 4;
            boolean whole = second < length && line.charAt(second) == mark && digits(second + 1) > 0;
            if (!whole || m > 2) {
                return i;
            }
            int end = second + 1 + digits(second + 1);
            // 10/Oct/2000:13:55:36
            return end < length && line.charAt(end) == ':' ? i : end;
        }

        /** 15:16:01, 15.42.50.675872, 22:15:29:606, 00:00:00,123. */
        private int clock(int i) {
            if (digits(i) < 1 || digits(i) > 2) {
                return i;
            }
            int k = i + digits(i);
            if (k >= length || (line.charAt(k) != ':' && line.charAt(k) != '.')) {
                return i;
            }
            char mark = line.charAt(k);
            int m = digits(k + 1);
            int second = k + 1 + m;
            if (m < 1 || m > 2 || second >= length || line.charAt(second) != mark) {
                return i;
            }
            int s = digits(second + 1);
            if (s < 1 || s > 2) {
                return i;
            }
            int end = second + 1 + s;
            boolean fraction = end + 1 < length && ".,:".indexOf(line.charAt(end)) >= 0 && digits(end + 1) > 0;
            return mark == '.' && !fraction ? i : fraction ? end + 1 + digits(end + 1) : end;
        }

        private int zone(int i) {
            if (i < length && line.charAt(i) == 'Z') {
                return i + 1;
            }
            int k = i < length && line.charAt(i) == ' ' ? i + 1 : i;
            boolean signed = k < length && (line.charAt(k) == '+' || (line.charAt(k) == '-' && digits(k + 1) >= 2));
            if (!signed) {
                return i;
            }
            int n = digits(k + 1);
            int end = k + 1 + n;
            if (n == 2 && end < length && line.charAt(end) == ':' && digits(end + 1) == 2) {
                return end + 3;
            }
            return n == 4 ? end : i;
        }

        /** Fields between bars, up to the first that is neither a number nor a single word. */
        private int fields(int at) {
            int i = at;
            while (i < length && line.charAt(i) == '|') {
                int stop = i + 1;
                while (stop < length && line.charAt(stop) > ' ' && line.charAt(stop) != '|') {
                    stop++;
                }
                if (stop >= length || line.charAt(stop) != '|') {
                    return skip(i + 1);
                }
                String field = line.subSequence(i + 1, stop).toString();
                if (level(field)) {
                    level = field;
                } else if (component.isEmpty() && digits(i + 1) < stop - i - 1) {
                    component = field;
                }
                i = stop;
            }
            return skip(i);
        }

        private static boolean level(String word) {
            return LEVELS.contains(word.toUpperCase(Locale.ROOT));
        }

        /** What stands between the timestamp and the message. */
        private int words(int at) {
            int i = skip(at);
            boolean host = month;
            boolean grouped = false;
            for (int n = 0; i < length && n < 12; n++) {
                int stop = wordEnd(i);
                char first = line.charAt(i);
                String word = line.subSequence(i, stop).toString();
                String bare = word.replaceAll("^[\\[(<]+|[\\])>:]+$", "");
                boolean last = word.endsWith(":");
                if (level.isEmpty() && level(bare)) {
                    level = bare;
                } else if (timeStart < 0 || word.isEmpty()) {
                    return i;
                } else if (first == '[') {
                    int close = close(i);
                    if (close < 0 || (grouped && !level.isEmpty())) {
                        return i;
                    }
                    grouped = true;
                    stop = close;
                } else if (last && name(bare)) {
                    component = word.substring(0, word.length() - 1);
                    return skip(stop);
                } else if (!level.isEmpty() && dotted(word) && component.isEmpty()) {
                    component = word;
                } else if (!word.equals("-") && !(level.isEmpty() && (digits(i) == stop - i || plain(i, stop, host)))) {
                    return i;
                } else if (digits(i) < stop - i && !allCapitals(i, stop)) {
                    host = false;
                }
                i = skip(stop);
            }
            return i;
        }

        /** A host after a timestamp of syslog's, and before something named; or capitals. */
        private boolean plain(int i, int stop, boolean host) {
            return allCapitals(i, stop) || labelled(i, stop) || (host && named(skip(stop)));
        }

        private boolean named(int i) {
            int stop = wordEnd(i);
            return stop > i && line.charAt(stop - 1) == ':';
        }

        private int close(int i) {
            int depth = 0;
            for (int k = i; k < Math.min(length, i + 300); k++) {
                char c = line.charAt(k);
                depth += c == '[' ? 1 : c == ']' ? -1 : 0;
                if (depth == 0) {
                    return k + 1;
                }
            }
            return -1;
        }

        private boolean allCapitals(int start, int stop) {
            for (int k = start; k < stop; k++) {
                char c = line.charAt(k);
                if (!((c >= 'A' && c <= 'Z') || c == '_')) {
                    return false;
                }
            }
            return stop - start > 1;
        }

        /** What may write a line: no mark that a sentence has. */
        private static boolean name(String word) {
            for (int k = 0; k < word.length(); k++) {
                char c = word.charAt(k);
                if (!(Character.isLetterOrDigit(c) || "_.-$/()[]@#+".indexOf(c) >= 0)) {
                    return false;
                }
            }
            return !word.isEmpty();
        }

        /** A name of a class or a logger. */
        private static boolean dotted(String word) {
            int dot = word.indexOf('.');
            return dot > 0 && dot < word.length() - 1 && name(word) && Character.isLetter(word.charAt(0));
        }
    }
}
