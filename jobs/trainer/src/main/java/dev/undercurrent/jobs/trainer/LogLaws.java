package dev.undercurrent.jobs.trainer;

import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.training.logs.LawTrainer;
import dev.undercurrent.training.logs.LogTraining;
import dev.undercurrent.training.logs.TokenNetworkLaw;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a user asks for to be learnt of a log, beside what is learnt of each. */
final class LogLaws {

    private static final String COUNTS = "counts";
    private static final String KNESER_NEY = "kneser-ney";
    private static final int ORDER = 3;
    private static final Set<Kind> KINDS = Set.of(Kind.ELMAN, Kind.GRU, Kind.LSTM, Kind.TRANSFORMER);
    private static final int HIDDEN = 64;
    private static final int ATTENTION_HIDDEN = 32;
    private static final int LAYERS = 1;
    private static final int HEADS = 4;
    private static final int WINDOW = 32;
    private static final int MOST_HIDDEN = 256;
    private static final int MOST_LAYERS = 4;
    private static final int MOST_WINDOW = 64;

    private LogLaws() {}

    /**
     * Learners of the laws named.
     *
     * @param names by commas; null or {@value #COUNTS}: none
     * @param seed of networks
     * @throws IllegalArgumentException naming the option, what was found and what is allowed
     */
    static List<LawTrainer> of(String names, Integer hidden, Integer layers, Integer window, long seed) {
        int w = within("--window", window, WINDOW, MOST_WINDOW);
        List<LawTrainer> laws = new ArrayList<>();
        Set<String> before = new HashSet<>();
        for (String name : names == null ? new String[0] : names.split(",", -1)) {
            if (!before.add(name)) {
                throw new IllegalArgumentException("--architecture names " + name + " twice; allowed: once");
            }
            if (name.equals(KNESER_NEY)) {
                laws.add(LogTraining.kneserNey(KNESER_NEY, ORDER));
            } else if (!name.equals(COUNTS)) {
                Kind kind = kind(names, name);
                NetworkSpec spec =
                        kind == Kind.TRANSFORMER ? transformer(hidden, layers, w) : recurrent(kind, hidden, layers);
                laws.add(new TokenNetworkLaw(spec, seed));
            }
        }
        return laws;
    }

    private static Kind kind(String names, String name) {
        return KINDS.stream()
                .filter(k -> k.label().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "--architecture is " + names
                                        + "; allowed for logs: counts, kneser-ney, elman, gru, lstm, transformer, or several by commas"));
    }

    private static NetworkSpec recurrent(Kind kind, Integer hidden, Integer layers) {
        return NetworkSpec.recurrent(
                kind, within("--hidden", hidden, HIDDEN, MOST_HIDDEN), within("--layers", layers, LAYERS, MOST_LAYERS));
    }

    private static NetworkSpec transformer(Integer hidden, Integer layers, int window) {
        int h = within("--hidden", hidden, ATTENTION_HIDDEN, MOST_HIDDEN);
        if (h % HEADS != 0) {
            throw new IllegalArgumentException(
                    "--hidden is " + h + "; allowed of a transformer: a multiple of " + HEADS);
        }
        int depth = within("--layers", layers, LAYERS, MOST_LAYERS);
        return new NetworkSpec(Kind.TRANSFORMER, h, depth, HEADS, window, 1);
    }

    private static int within(String option, Integer value, int otherwise, int most) {
        if (value != null && (value < 1 || value > most)) {
            throw new IllegalArgumentException(option + " is " + value + "; allowed for logs: 1 to " + most);
        }
        return value == null ? otherwise : value;
    }
}
