package dev.undercurrent.bundle;

import java.util.List;

/** Names of the files of a bundle, in the order in which they are written. */
final class BundleFiles {

    static final String MANIFEST = "manifest.json";
    static final String WEIGHTS = "weights.safetensors";
    static final String GOLDEN = "golden.json";
    static final String CARD = "card.html";

    static final List<String> ALL = List.of(MANIFEST, WEIGHTS, GOLDEN, CARD);

    private BundleFiles() {}
}
