package dev.undercurrent.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes bundles: equal bundles give equal bytes. */
public final class BundleWriter {

    private BundleWriter() {}

    /**
     * Writes a zip where the path ends with {@code .zip}, else a directory, of whose files those of a bundle are replaced.
     * Each file appears whole or not at all; of a directory, the manifest last.
     *
     * @throws BundleException if a standard reader would refuse it for its size
     */
    public static void write(ModelBundle bundle, Path path) throws IOException {
        Map<String, byte[]> files = BundleBytes.write(bundle);
        BundleReader.checkSizes(files, Limits.standard());
        if (BundleReader.isZip(path.toString())) {
            Path parent = path.toAbsolutePath().getParent();
            Files.createDirectories(parent);
            put(Zip.write(files), path);
            return;
        }
        Files.createDirectories(path);
        Map<String, byte[]> rest = new LinkedHashMap<>(files);
        byte[] manifest = rest.remove(BundleFiles.MANIFEST);
        Files.deleteIfExists(path.resolve(BundleFiles.MANIFEST));
        for (Map.Entry<String, byte[]> file : rest.entrySet()) {
            put(file.getValue(), path.resolve(file.getKey()));
        }
        put(manifest, path.resolve(BundleFiles.MANIFEST));
    }

    private static void put(byte[] bytes, Path path) throws IOException {
        Path part = path.resolveSibling(path.getFileName() + ".part");
        Files.write(part, bytes);
        Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
    }
}
