package dev.undercurrent.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.undercurrent.core.ModelId;

/**
 * A trained model as it is stored and handed on. Immutable as long as nobody writes to the arrays of its tensors.
 *
 * @param manifest what it is
 * @param tensors its parameters, exactly those of the manifest's architecture
 * @param golden inputs and the outputs they must give
 * @param card a page of HTML for people; foreign text where the bundle is: show it without scripts and apart from one's own
 */
public record ModelBundle(Manifest manifest, Tensors tensors, Golden golden, String card) {

    /** Hexadecimal digits of the content hash that are a {@link ModelId}'s. */
    private static final int ID_DIGITS = 16;

    /** @throws BundleException if the parts do not belong together */
    public ModelBundle {
        tensors.checkShapes(manifest.architecture());
        if (manifest.architecture() instanceof HmmSpec hmm) {
            HmmValues.check(hmm, tensors);
        }
        golden.checkShapes(manifest.architecture());
        if (!card.equals(new String(card.getBytes(UTF_8), UTF_8))) {
            throw new BundleException(
                    BundleFiles.CARD + ": text that is no Unicode; allowed: text without lone surrogates");
        }
    }

    /** SHA-256 over the manifest's content and the weights, hexadecimal; computed by each call. */
    public String hash() {
        return ContentHash.of(manifest, Safetensors.hash(tensors));
    }

    /** The first 16 digits of the content hash, under the manifest's name and lineage. */
    public ModelId id() {
        return new ModelId(manifest.name(), hash().substring(0, ID_DIGITS), manifest.lineage());
    }
}
