package dev.undercurrent.bundle;

import dev.undercurrent.core.network.NetworkShapes;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.SeasonalFeatures;
import java.util.SortedMap;

/** The structure of a model: everything but its parameters. */
public sealed interface Architecture permits Architecture.Network, HmmSpec {

    /** Name of the structure in a manifest: a kind of network, or {@code hmm}. */
    String kind();

    /** One line for people. */
    String description();

    /** Names and shapes of all parameters. */
    SortedMap<String, int[]> shapes();

    /** Whether parameters may be of double precision: all of them, or none. */
    boolean mayBeDouble();

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
            boolean transformer = spec.kind() == NetworkSpec.Kind.TRANSFORMER;
            boolean attends = transformer || spec.kind() == NetworkSpec.Kind.SEQ2SEQ;
            return kind() + ", hidden " + spec.hidden() + ", layers " + spec.layers()
                    + (transformer ? ", heads " + spec.heads() + ", patch " + spec.patch() : "")
                    + (attends ? ", window " + spec.window() : "");
        }

        @Override
        public SortedMap<String, int[]> shapes() {
            return NetworkShapes.of(spec);
        }

        @Override
        public boolean mayBeDouble() {
            return false;
        }

        @Override
        public int inputs() {
            return SeasonalFeatures.INPUTS;
        }
    }
}
