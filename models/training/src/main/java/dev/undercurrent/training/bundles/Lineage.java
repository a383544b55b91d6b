package dev.undercurrent.training.bundles;

import dev.undercurrent.bundle.Safetensors;
import dev.undercurrent.bundle.Tensors;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Lineages of models that were trained from scratch: hidden states of two such models never mean the same. */
final class Lineage {

    private static final int DIGITS = 12;

    private Lineage() {}

    static String of(String name, Tensors tensors) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Safetensors.write(tensors));
            return name + "-" + HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
