package dev.undercurrent.bundle;

import dev.undercurrent.core.network.NetworkShapes;
import dev.undercurrent.core.network.NetworkSpec;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The structure of a model: everything but its parameters. */
public sealed interface Architecture {

    /** Name of the structure in a manifest: a kind of network, or {@code hmm}. */
    String kind();

    /** One line for people. */
    String description();

    /** Names and shapes of all parameters. */
    SortedMap<String, int[]> shapes();

    /** Whether parameters are of double precision; else single. */
    boolean doubles();

    /** Length of an input vector. */
    int inputs();

    /** A network; its parameters are those that {@link NetworkSpec} lists. */
    record Network(NetworkSpec spec) implements Architecture {

        @Override
        public String kind() {
            return spec.kind().label();
        }

        @Override
        public String description() {
            String attention = spec.kind() == NetworkSpec.Kind.TRANSFORMER || spec.kind() == NetworkSpec.Kind.SEQ2SEQ
                    ? ", window " + spec.window()
                    : "";
            String heads = spec.kind() == NetworkSpec.Kind.TRANSFORMER
                    ? ", heads " + spec.heads() + ", patch " + spec.patch()
                    : "";
            return kind() + ", hidden " + spec.hidden() + ", layers " + spec.layers() + heads + attention;
        }

        @Override
        public SortedMap<String, int[]> shapes() {
            return NetworkShapes.of(spec);
        }

        @Override
        public boolean doubles() {
            return false;
        }

        @Override
        public int inputs() {
            return NetworkShapes.INPUTS;
        }
    }

    /**
     * A hidden Markov model with memoryless or autoregressive emissions. Parameters: {@code initial} [K], {@code transition}
     * [K][K], rows sum to 1, and
     *
     * <pre>
     *   GAUSSIAN, STUDENT_T   mean [K][C], scale [K][C]
     *   AUTOREGRESSIVE        intercept [K][C], coefficient [K][C][p], nearest lag first, scale [K][C]
     *   CATEGORICAL           probability [K][V], rows sum to 1
     * </pre>
     *
     * @param emission law of each state
     * @param states K, 1 to 64
     * @param channels C, 1 to 1024; 1 for CATEGORICAL
     * @param order p, 1 to 8 for AUTOREGRESSIVE; else 0
     * @param degreesOfFreedom ν > 2 for STUDENT_T; for AUTOREGRESSIVE that, or +∞ for Gaussian noise; else +∞
     * @param vocabulary V, 2 to 65536 for CATEGORICAL; else 0
     */
    record Hmm(Emission emission, int states, int channels, int order, double degreesOfFreedom, int vocabulary)
            implements Architecture {

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

        public Hmm {
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
        }

        private static void require(boolean holds, String what, Number found, String allowed) {
            if (!holds) {
                throw new IllegalArgumentException("hmm: " + what + " is " + found + "; allowed: " + allowed);
            }
        }

        public static Hmm gaussian(int states, int channels) {
            return new Hmm(Emission.GAUSSIAN, states, channels, 0, Double.POSITIVE_INFINITY, 0);
        }

        public static Hmm studentT(int states, int channels, double degreesOfFreedom) {
            return new Hmm(Emission.STUDENT_T, states, channels, 0, degreesOfFreedom, 0);
        }

        /** @param degreesOfFreedom ν > 2, or +∞ for Gaussian noise */
        public static Hmm autoregressive(int states, int channels, int order, double degreesOfFreedom) {
            return new Hmm(Emission.AUTOREGRESSIVE, states, channels, order, degreesOfFreedom, 0);
        }

        public static Hmm categorical(int states, int vocabulary) {
            return new Hmm(Emission.CATEGORICAL, states, 1, 0, Double.POSITIVE_INFINITY, vocabulary);
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
            shapes.put("initial", new int[] {states});
            shapes.put("transition", new int[] {states, states});
            if (emission == Emission.CATEGORICAL) {
                shapes.put("probability", new int[] {states, vocabulary});
                return shapes;
            }
            shapes.put("scale", new int[] {states, channels});
            if (emission == Emission.AUTOREGRESSIVE) {
                shapes.put("intercept", new int[] {states, channels});
                shapes.put("coefficient", new int[] {states, channels, order});
            } else {
                shapes.put("mean", new int[] {states, channels});
            }
            return shapes;
        }

        @Override
        public boolean doubles() {
            return true;
        }

        @Override
        public int inputs() {
            return channels;
        }
    }
}
