package dev.undercurrent.jobs.cli;

import java.util.LinkedHashSet;
import java.util.Set;

/** Why something failed, in one line: the messages of a failure and its causes, without repetition. */
final class Causes {

    private static final int MAX_LENGTH = 1_000;

    private Causes() {}

    static String of(Throwable failure) {
        Set<String> messages = new LinkedHashSet<>();
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            String line = message.lines().findFirst().orElse("").strip();
            // many wrappers carry the text of what they wrap
            if (messages.stream().noneMatch(earlier -> earlier.contains(line))) {
                messages.add(line);
            }
            depth++;
        }
        String all = String.join(": ", messages);
        return all.length() > MAX_LENGTH ? all.substring(0, MAX_LENGTH) + " …" : all;
    }
}
