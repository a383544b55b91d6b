package dev.undercurrent.jobs.trainer;

import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What was asked for, null where it was not, and whether that fits together. */
record Request(
        Path resume,
        String architecture,
        String from,
        Integer hidden,
        Integer layers,
        Integer window,
        Double minutes,
        Integer steps,
        Long seed,
        CommandLine line) {

    private static final List<String> ARCHITECTURES = List.of("lstm", "gru", "elman", "seq2seq", "transformer", "hmm");
    private static final int HIDDEN = 32;
    private static final int HEADS = 4;

    /** @throws ParameterException naming what does not fit */
    void check() {
        if (!ARCHITECTURES.contains(name())) {
            throw wrong("--architecture is " + architecture + "; allowed: " + String.join(", ", ARCHITECTURES));
        }
        if (resume != null) {
            refuse(
                    "--resume takes it from the run",
                    "architecture",
                    "from",
                    "hidden",
                    "layers",
                    "window",
                    "minutes",
                    "steps",
                    "seed");
        }
        if (from != null) {
            refuse("--from takes it from the bundle", "architecture", "hidden", "layers", "window");
        }
        if (isHmm()) {
            refuse("an hmm chooses its own size, by held-out evidence", "hidden", "layers", "window", "steps");
        }
        if (minutes != null && steps != null) {
            throw wrong("--minutes and --steps are both given; allowed: one of them");
        }
        if (minutes != null && !(minutes > 0 && minutes <= 100_000)) {
            throw wrong("--minutes is " + minutes + "; allowed: more than 0, at most 100000");
        }
        if (steps != null && steps < 1) {
            throw wrong("--steps is " + steps + "; allowed: 1 and more");
        }
        if (resume == null && from == null && !isHmm()) {
            spec();
        }
    }

    private void refuse(String why, String... options) {
        List<String> given = new ArrayList<>();
        for (String option : options) {
            if (value(option) != null) {
                given.add("--" + option);
            }
        }
        if (!given.isEmpty()) {
            throw wrong(String.join(", ", given) + " cannot be given here: " + why);
        }
    }

    private Object value(String option) {
        return switch (option) {
            case "architecture" -> architecture;
            case "from" -> from;
            case "hidden" -> hidden;
            case "layers" -> layers;
            case "window" -> window;
            case "minutes" -> minutes;
            case "steps" -> steps;
            case "seed" -> seed;
            default -> throw new IllegalArgumentException(option);
        };
    }

    private String name() {
        return architecture == null ? "lstm" : architecture.toLowerCase(Locale.ROOT);
    }

    boolean isHmm() {
        return name().equals("hmm");
    }

    /** The network to be trained from scratch. */
    NetworkSpec spec() {
        Kind kind = Kind.of(name());
        boolean attends = kind == Kind.SEQ2SEQ || kind == Kind.TRANSFORMER;
        if (window != null && !attends) {
            throw wrong("--window is " + window + " for " + name() + "; allowed for seq2seq and transformer");
        }
        int units = hidden == null ? HIDDEN : hidden;
        int deep = layers == null ? (kind == Kind.TRANSFORMER ? 2 : 1) : layers;
        int span = window != null ? window : kind == Kind.TRANSFORMER ? 64 : kind == Kind.SEQ2SEQ ? 48 : 1;
        try {
            return new NetworkSpec(kind, units, deep, kind == Kind.TRANSFORMER ? HEADS : 1, span, 1);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(line, message);
    }
}
