package dev.undercurrent.bundle;

import dev.undercurrent.core.network.HorizonHead;
import java.util.Arrays;
import java.util.List;

/**
 * What a bundle says of its model.
 *
 * @param name for people, for instance {@code base-lstm-64}
 * @param architecture structure, to which names and shapes of the weights must agree
 * @param features version of the inputs: {@value #SEASONAL_FEATURES} for networks, {@value #NO_FEATURES} for hidden Markov
 *     models
 * @param seasons events per cycle as trained on, 2 to 100,000, ascending; empty = declared per series
 * @param horizon steps ahead that quantiles were trained for, 0 = none, at most 1,000
 * @param levels quantile levels of the horizon, ascending in (0, 1): of a network those of its head; empty without horizon
 * @param lineage what the meaning of hidden states descends from: states are kept between bundles of equal lineage only
 * @param parent content hash of the bundle that this one was fine-tuned from; {@code ""} = none
 * @param training how it came about
 */
public record Manifest(
        String name,
        Architecture architecture,
        String features,
        List<Integer> seasons,
        int horizon,
        List<Double> levels,
        String lineage,
        String parent,
        Training training) {

    /** Version of the format: 1 = manifest, weights, golden outputs and card, as first laid down. */
    public static final int FORMAT_VERSION = 1;

    /** The 24 causal inputs per event of networks, first version. */
    public static final String SEASONAL_FEATURES = "seasonal-1";

    /** Of models that see the standardised values as they are. */
    public static final String NO_FEATURES = "none";

    public Manifest {
        Texts.checkName("name", name);
        Texts.checkName("lineage", lineage);
        Texts.checkHash("parent", parent, true);
        seasons = List.copyOf(seasons);
        levels = List.copyOf(levels);
        boolean network = architecture instanceof Architecture.Network;
        String readable = network ? SEASONAL_FEATURES : NO_FEATURES;
        if (!features.equals(readable)) {
            throw BundleException.of(
                    BundleFiles.MANIFEST, "features", features, readable + " for " + architecture.kind());
        }
        int before = 1;
        for (int season : seasons) {
            if (season <= before || season > 100_000) {
                throw BundleException.of(BundleFiles.MANIFEST, "seasons", seasons, "2 to 100000, ascending");
            }
            before = season;
        }
        if (horizon < 0 || horizon > 1000) {
            throw BundleException.of(BundleFiles.MANIFEST, "horizon", horizon, "0 to 1000");
        }
        double lower = 0;
        for (double level : levels) {
            if (!(level > lower && level < 1)) {
                throw BundleException.of(BundleFiles.MANIFEST, "levels", levels, "ascending in (0, 1)");
            }
            lower = level;
        }
        boolean fit = network ? horizon > 0 && levels.equals(networkLevels()) : horizon > 0 || levels.isEmpty();
        if (!fit) {
            throw BundleException.of(
                    BundleFiles.MANIFEST,
                    "levels",
                    levels + " at horizon " + horizon,
                    network ? networkLevels() + " at a horizon of at least 1" : "none without a horizon");
        }
    }

    /** The levels that the horizon head of networks has. */
    public static List<Double> networkLevels() {
        return Arrays.stream(HorizonHead.levels()).boxed().toList();
    }

    /** The same after further training from {@code from}, whose lineage it keeps: hidden states stay valid. */
    public Manifest fineTunedFrom(ModelBundle from, Training training) {
        return new Manifest(
                name,
                architecture,
                features,
                seasons,
                horizon,
                levels,
                from.manifest().lineage(),
                from.hash(),
                training);
    }
}
