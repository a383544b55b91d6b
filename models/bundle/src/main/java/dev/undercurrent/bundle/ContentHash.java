package dev.undercurrent.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.TreeSet;

/**
 * Hashes of a bundle. The content hash is SHA-256 over the manifest's content and the weights, in a form that no library's way
 * to write JSON or to lay out a file touches:
 *
 * <pre>
 *   object   '{' u32 size, then per field in the order of names: string name, value
 *   array    '[' u32 size, values
 *   string   's' u32 bytes, UTF-8
 *   double   'd' u64 its bits (IEEE 754)
 *   integer  'i' u64
 * </pre>
 *
 * big-endian; then, as a string, the SHA-256 in hexadecimal of the weights as {@link Safetensors} lays them out.
 */
final class ContentHash {

    private ContentHash() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    /** @param weights SHA-256 of the weights, hexadecimal */
    static String of(Manifest manifest, String weights) {
        MessageDigest digest = sha256();
        feed(ManifestJson.write(manifest), digest);
        feed(weights, digest);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void feed(JsonNode node, MessageDigest digest) {
        if (node instanceof ObjectNode object) {
            head('{', object.size(), digest);
            var names = new TreeSet<String>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                feed(name, digest);
                feed(object.get(name), digest);
            }
        } else if (node.isArray()) {
            head('[', node.size(), digest);
            for (Iterator<JsonNode> values = node.elements(); values.hasNext(); ) {
                feed(values.next(), digest);
            }
        } else if (node.isTextual()) {
            feed(node.textValue(), digest);
        } else if (node.isDouble()) {
            feed('d', Double.doubleToLongBits(node.doubleValue()), digest);
        } else if (node.isIntegralNumber()) {
            feed('i', node.longValue(), digest);
        } else {
            throw new IllegalStateException("a manifest holds no " + node.getNodeType());
        }
    }

    private static void feed(String text, MessageDigest digest) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        head('s', bytes.length, digest);
        digest.update(bytes);
    }

    private static void feed(char kind, long value, MessageDigest digest) {
        digest.update((byte) kind);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value).flip());
    }

    private static void head(char kind, int size, MessageDigest digest) {
        digest.update((byte) kind);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(size).flip());
    }
}
