package dev.undercurrent.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A bundle as the bytes of its files, by name, and back. */
final class BundleBytes {

    private BundleBytes() {}

    static Map<String, byte[]> write(ModelBundle bundle) {
        byte[] weights = Safetensors.write(bundle.tensors());
        byte[] golden = GoldenJson.write(bundle.golden());
        byte[] card = bundle.card().getBytes(UTF_8);
        ObjectNode json = ManifestJson.write(bundle.manifest());
        ObjectNode hashes = json.putObject("sha256");
        hashes.put(BundleFiles.WEIGHTS, ContentHash.of(weights));
        hashes.put(BundleFiles.GOLDEN, ContentHash.of(golden));
        hashes.put(BundleFiles.CARD, ContentHash.of(card));
        json.put("hash", bundle.hash());
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(BundleFiles.MANIFEST, Json.pretty(json));
        files.put(BundleFiles.WEIGHTS, weights);
        files.put(BundleFiles.GOLDEN, golden);
        files.put(BundleFiles.CARD, card);
        return files;
    }

    /**
     * @param files all of {@link BundleFiles#ALL}, of sizes within the limits
     * @throws BundleException if they are no bundle
     */
    static ModelBundle read(Map<String, byte[]> files, Limits limits) {
        byte[] bytes = files.get(BundleFiles.MANIFEST);
        Fields in = new Fields(BundleFiles.MANIFEST, "", Json.read(BundleFiles.MANIFEST, bytes, 0, bytes.length));
        long version = in.integer("format_version", 1, Long.MAX_VALUE);
        if (version > Manifest.FORMAT_VERSION) {
            throw in.wrong(
                    "format_version",
                    version,
                    "1 to " + Manifest.FORMAT_VERSION + "; a newer program wrote this bundle");
        }
        Fields hashes = in.object("sha256");
        checkHash(hashes, BundleFiles.WEIGHTS, files);
        checkHash(hashes, BundleFiles.GOLDEN, files);
        checkHash(hashes, BundleFiles.CARD, files);
        hashes.end();
        String hash = in.text("hash");
        Manifest manifest = ManifestJson.read(in);
        in.end();
        Tensors tensors = Safetensors.read(files.get(BundleFiles.WEIGHTS), limits);
        String computed = ContentHash.of(manifest, Safetensors.hash(tensors));
        if (!hash.equals(computed)) {
            throw in.wrong("hash", hash, computed + ", the hash of this content");
        }
        Golden golden = GoldenJson.read(files.get(BundleFiles.GOLDEN), manifest.architecture());
        return new ModelBundle(manifest, tensors, golden, text(files.get(BundleFiles.CARD)));
    }

    private static void checkHash(Fields hashes, String name, Map<String, byte[]> files) {
        String computed = ContentHash.of(files.get(name));
        if (!hashes.text(name).equals(computed)) {
            throw hashes.wrong(name, hashes.text(name), computed + ", the hash of this file");
        }
    }

    private static String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new BundleException(BundleFiles.CARD + ": bytes that are not UTF-8; allowed: HTML in UTF-8", e);
        }
    }
}
