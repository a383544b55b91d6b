package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.jobs.scoring.config.LogsConfig;
import java.util.regex.Pattern;

/**
 * Lines that belong together, such as a message and its stack trace. What is mined of them is the first line and up to
 * {@value #JOINED} of those that are not indented, which name exceptions; indented ones, the frames, are counted only.
 */
public final class Stack {

    /** Lines that are joined to the first one. */
    static final int JOINED = 3;

    private static final String JOINT = " | ";

    private final LogsConfig.Grouping mode;
    private final Pattern start;

    Stack(LogsConfig.MultiLine config) {
        mode = config.mode();
        start = LogsConfig.compiled("logs.multi-line.start", config.start());
    }

    /** Whether a line belongs to the one before it. */
    boolean continues(String line, boolean timed) {
        return switch (mode) {
            case NONE -> false;
            case INDENT -> indented(line) || line.startsWith("Caused by:") || line.startsWith("Suppressed:");
            case TIME -> !timed;
            case START -> !start.matcher(line).lookingAt();
        };
    }

    /** Whether a line is one of the frames. */
    static boolean indented(String line) {
        return !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
    }

    /** A line with one that belongs to it; at most {@code maxChars} characters. */
    public static Line join(Line first, Line next, int maxChars) {
        String text = first.text();
        boolean joins = !next.text().isBlank() && !indented(next.text()) && joined(text) < JOINED;
        if (joins && text.length() + JOINT.length() + next.text().length() <= maxChars) {
            text = text + JOINT + next.text();
        }
        return new Line(
                first.source(),
                first.keys(),
                first.time(),
                text,
                true,
                first.ends() || next.ends(),
                first.lines() + next.lines(),
                first.partition(),
                first.offset());
    }

    private static int joined(String text) {
        int n = 0;
        for (int at = text.indexOf(JOINT); at >= 0; at = text.indexOf(JOINT, at + 1)) {
            n++;
        }
        return n;
    }
}
