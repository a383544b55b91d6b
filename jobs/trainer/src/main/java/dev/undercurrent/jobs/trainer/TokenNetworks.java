package dev.undercurrent.jobs.trainer;

import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The networks that a user asks for to be learnt of a log. */
final class TokenNetworks {

    private static final String COUNTS = "counts";
    private static final Set<Kind> KINDS = Set.of(Kind.ELMAN, Kind.GRU, Kind.LSTM, Kind.TRANSFORMER);
    private static final int HIDDEN = 64;
    private static final int ATTENTION_HIDDEN = 32;
    private static final int LAYERS = 1;
    private static final int HEADS = 4;
    private static final int WINDOW = 32;
    private static final int MOST_HIDDEN = 256;
    private static final int MOST_LAYERS = 4;
    private static final int MOST_WINDOW = 64;

    private TokenNetworks() {}

    /**
     * Shapes of the networks named.
     *
     * @param names by commas; null or {@value #COUNTS}: none
     * @throws IllegalArgumentException naming the option, what was found and what is allowed
     */
    static List<NetworkSpec> of(String names, Integer hidden, Integer layers, Integer window) {
        int w = within("--window", window, WINDOW, MOST_WINDOW);
        List<NetworkSpec> networks = new ArrayList<>();
        if (names == null) {
            return networks;
        }
        for (String name : names.split(",", -1)) {
            if (name.equals(COUNTS)) {
                continue;
            }
            Kind kind = KINDS.stream()
                    .filter(k -> k.label().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("--architecture is " + names
                            + "; allowed for logs: counts, elman, gru, lstm, transformer, or several by commas"));
            if (networks.stream().anyMatch(n -> n.kind() == kind)) {
                throw new IllegalArgumentException("--architecture names " + name + " twice; allowed: once");
            }
            networks.add(kind == Kind.TRANSFORMER ? transformer(hidden, layers, w) : recurrent(kind, hidden, layers));
        }
        return networks;
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
