package dev.undercurrent.bundle;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The structure of a hidden Markov model. Parameters, all in single or all in double precision: {@code hmm.initial} [K], {@code
 * hmm.transition} [K][K], rows sum to 1; with z = (x − offset) / unit
 *
 * <pre>
 *   GAUSSIAN, STUDENT_T   hmm.location [K][C], hmm.scale [K][C], of z; hmm.offset [C], hmm.unit [C]
 *   AUTOREGRESSIVE        the same, location being the intercept; hmm.coefficient [K][C][p], nearest lag first
 *   CATEGORICAL           hmm.probability [K][V], rows sum to 1
 * </pre>
 *
 * @param emission law of each state
 * @param states K, 1 to 64
 * @param channels C, 1 to 1024; 1 for CATEGORICAL
 * @param order p, 1 to 8 for AUTOREGRESSIVE; else 0
 * @param degreesOfFreedom ν > 2 for STUDENT_T; for AUTOREGRESSIVE that, or +∞ for Gaussian noise; else +∞
 * @param vocabulary V, 2 to 65536 for CATEGORICAL; else 0
 * @param floor smallest scale that a law may have, finite, > 0; 0 for CATEGORICAL
 * @param regimes [K] what the states are called
 * @param nextId the next id to give, above all that ever were
 */
public record HmmSpec(
        Emission emission,
        int states,
        int channels,
        int order,
        double degreesOfFreedom,
        int vocabulary,
        double floor,
        List<Regime> regimes,
        int nextId)
        implements Architecture {

    /**
     * What a state is called.
     *
     * @param id ≥ 0, kept over retrainings, never given to another regime
     * @param name for people; {@code ""} where nobody gave one
     */
    public record Regime(int id, String name) {}

    /** Law of a state. */
    public enum Emission {
        GAUSSIAN,
        STUDENT_T,
        AUTOREGRESSIVE,
        CATEGORICAL;

        /** The name in manifests. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException if a number is out of its range */
    public HmmSpec {
        regimes = List.copyOf(regimes);
        boolean tokens = emission == Emission.CATEGORICAL;
        boolean lags = emission == Emission.AUTOREGRESSIVE;
        require(states >= 1 && states <= 64, "states", states, "1 to 64");
        require(channels >= 1 && channels <= (tokens ? 1 : 1024), "channels", channels, tokens ? "1" : "1 to 1024");
        require(lags ? order >= 1 && order <= 8 : order == 0, "order", order, lags ? "1 to 8" : "0");
        require(
                tokens ? vocabulary >= 2 && vocabulary <= 65536 : vocabulary == 0,
                "vocabulary",
                vocabulary,
                tokens ? "2 to 65536" : "0");
        boolean heavy = degreesOfFreedom > 2 && degreesOfFreedom < Double.POSITIVE_INFINITY;
        boolean light = degreesOfFreedom == Double.POSITIVE_INFINITY;
        require(
                emission == Emission.STUDENT_T ? heavy : light || (lags && heavy),
                "degrees of freedom",
                degreesOfFreedom,
                emission == Emission.STUDENT_T ? "finite, more than 2" : lags ? "more than 2" : "infinite");
        require(
                tokens ? floor == 0 : floor > 0 && floor < Double.POSITIVE_INFINITY,
                "floor",
                floor,
                tokens ? "0" : "finite, more than 0");
        require(regimes.size() == states, "number of regimes", regimes.size(), states + ", as of the states");
        var seen = new HashSet<Integer>();
        for (Regime regime : regimes) {
            Texts.checkProse("name of a regime", regime.name);
            require(
                    regime.id >= 0 && regime.id < nextId && seen.add(regime.id),
                    "id of a regime",
                    regime.id,
                    "distinct, from 0, below " + nextId);
        }
    }

    private static void require(boolean holds, String what, Number found, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException("hmm: " + what + " is " + found + "; allowed: " + allowed);
        }
    }

    /** Regimes 0 to k − 1 without names. */
    public static List<Regime> unnamed(int k) {
        return IntStream.range(0, k).mapToObj(i -> new Regime(i, "")).toList();
    }

    /** Gaussian laws where {@code degreesOfFreedom} is infinite, else Student-t; regimes without names. */
    public static HmmSpec of(int states, int channels, double degreesOfFreedom, double floor) {
        Emission emission = degreesOfFreedom == Double.POSITIVE_INFINITY ? Emission.GAUSSIAN : Emission.STUDENT_T;
        return new HmmSpec(emission, states, channels, 0, degreesOfFreedom, 0, floor, unnamed(states), states);
    }

    /** The same with other regimes. */
    public HmmSpec withRegimes(List<Regime> named, int next) {
        return new HmmSpec(emission, states, channels, order, degreesOfFreedom, vocabulary, floor, named, next);
    }

    @Override
    public String kind() {
        return "hmm";
    }

    @Override
    public String description() {
        return "hmm, " + emission.label() + ", states " + states
                + (vocabulary > 0 ? ", vocabulary " + vocabulary : ", channels " + channels)
                + (order > 0 ? ", order " + order : "");
    }

    @Override
    public SortedMap<String, int[]> shapes() {
        SortedMap<String, int[]> shapes = new TreeMap<>();
        shapes.put("hmm.initial", new int[] {states});
        shapes.put("hmm.transition", new int[] {states, states});
        if (emission == Emission.CATEGORICAL) {
            shapes.put("hmm.probability", new int[] {states, vocabulary});
            return shapes;
        }
        shapes.put("hmm.location", new int[] {states, channels});
        shapes.put("hmm.scale", new int[] {states, channels});
        shapes.put("hmm.offset", new int[] {channels});
        shapes.put("hmm.unit", new int[] {channels});
        if (emission == Emission.AUTOREGRESSIVE) {
            shapes.put("hmm.coefficient", new int[] {states, channels, order});
        }
        return shapes;
    }

    @Override
    public boolean mayBeDouble() {
        return true;
    }

    @Override
    public int inputs() {
        return channels;
    }
}
