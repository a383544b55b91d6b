package dev.undercurrent.core;

/**
 * Names the weights and structure that scored an event.
 *
 * @param name human name, for instance {@code online-hmm}
 * @param hash hexadecimal content hash; equal hashes mean equal verdicts on equal input
 * @param lineage what the state layout descends from: states move between models of equal lineage only
 */
public record ModelId(String name, String hash, String lineage) implements java.io.Serializable {

    @Override
    public String toString() {
        return name + "@" + hash;
    }
}
