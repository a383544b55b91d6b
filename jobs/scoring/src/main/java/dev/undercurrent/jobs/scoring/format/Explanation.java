package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.core.tokens.Expected;
import dev.undercurrent.core.tokens.LineVerdict;
import dev.undercurrent.core.tokens.SequenceVerdict;
import java.util.List;

/** Verdicts on lines in words: what was expected, what was seen. */
public final class Explanation {

    private static final int NAMED = 2;
    private static final int LONGEST = 160;

    private Explanation() {}

    /** For instance {@code expected "Received block <*>" (62 %), saw "Exception in <*>" (never seen before)}. */
    public static String of(LineVerdict v) {
        String seen = quoted(v.text());
        if (v.expected().isEmpty()) {
            return "saw " + seen + how(v);
        }
        if (v.rank() == 1 && !v.fresh()) {
            return "expected and saw " + seen + " (" + percent(v.probability()) + ")";
        }
        return "expected " + named(v.expected()) + ", saw " + seen + how(v);
    }

    private static String how(LineVerdict v) {
        return v.fresh() ? " (never seen before)" : " (" + percent(v.probability()) + ", rank " + v.rank() + ")";
    }

    /** The most probable continuations. */
    private static String named(List<Expected> expected) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(NAMED, expected.size()); i++) {
            Expected each = expected.get(i);
            text.append(i == 0 ? "" : " or ");
            text.append(quoted(each.text()))
                    .append(" (")
                    .append(percent(each.probability()))
                    .append(')');
        }
        return text.toString();
    }

    /**
     * @param why what ended the sequence
     * @param peak what was said of the line that surprised most; empty where none did
     */
    public static String of(SequenceVerdict v, LineEncoder.End why, String peak) {
        StringBuilder text = new StringBuilder(peak);
        text.append(peak.isEmpty() ? "" : "; ")
                .append(
                        switch (why) {
                            case MARKER -> "ended by its last line";
                            case SILENCE -> "fell silent";
                            case INPUT_END -> "the input ended";
                        });
        boolean open = v.endSurprisal() >= v.maxSurprisal() && !v.expected().isEmpty();
        return open ? text.append(", but expected ").append(named(v.expected())).toString() : text.toString();
    }

    private static String quoted(String text) {
        String kept = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        return '"' + kept + '"';
    }

    /** Two digits, in plain arithmetic: the same on every JDK. */
    static String percent(double p) {
        if (!(p > 0)) {
            return "0 %";
        }
        double percent = 100 * p;
        if (percent >= 10) {
            return Math.round(percent) + " %";
        } else if (percent >= 0.1) {
            long tenths = Math.round(10 * percent);
            return tenths / 10 + "." + tenths % 10 + " %";
        }
        return "under 0.1 %";
    }
}
