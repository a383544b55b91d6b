package dev.undercurrent.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads bundles of any origin. What it returns has passed: sizes, hashes, format version, shapes, ranges, and the golden
 * outputs. Whatever is wrong is a {@link BundleException}.
 */
public final class BundleReader {

    private BundleReader() {}

    /** Reads a directory, or a zip where the path ends with {@code .zip}, within standard limits. */
    public static ModelBundle read(Path path) {
        return read(path, Limits.standard(), GoldenCheck.STANDARD);
    }

    public static ModelBundle read(Path path, Limits limits, GoldenCheck check) {
        return within(
                path.toString(),
                () -> isZip(path.toString()) ? zip(path, limits) : directory(path, limits),
                limits,
                check);
    }

    /** As {@link #read(Path)}, from the class path. */
    public static ModelBundle resource(ClassLoader loader, String path) {
        return resource(loader, path, Limits.standard(), GoldenCheck.STANDARD);
    }

    public static ModelBundle resource(ClassLoader loader, String path, Limits limits, GoldenCheck check) {
        return within(
                path,
                () -> {
                    if (isZip(path)) {
                        return Unzip.read(resource(loader, path, limits.total()), limits);
                    }
                    Map<String, byte[]> files = new LinkedHashMap<>();
                    long left = limits.total();
                    for (String name : BundleFiles.ALL) {
                        byte[] bytes = resource(loader, path + "/" + name, Math.min(left, limits.of(name)));
                        files.put(name, bytes);
                        left -= bytes.length;
                    }
                    return files;
                },
                limits,
                check);
    }

    /** Where files come from. */
    private interface Source {
        Map<String, byte[]> files() throws IOException;
    }

    private static ModelBundle within(String where, Source source, Limits limits, GoldenCheck check) {
        try {
            Map<String, byte[]> files = source.files();
            checkSizes(files, limits);
            ModelBundle bundle = BundleBytes.read(files, limits);
            check.check(bundle);
            return bundle;
        } catch (BundleException e) {
            throw new BundleException("bundle " + where + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            // from core, which does not know of bundles
            throw new BundleException("bundle " + where + " holds what its model refuses: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BundleException("bundle " + where + " cannot be read: " + e, e);
        }
    }

    static boolean isZip(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /** @throws BundleException if a file is missing, or larger than allowed, alone or with the others */
    static void checkSizes(Map<String, byte[]> files, Limits limits) {
        long total = 0;
        for (String name : BundleFiles.ALL) {
            byte[] bytes = files.get(name);
            if (bytes == null) {
                throw new BundleException(
                        name + " is missing; found: " + files.keySet() + "; allowed: all of " + BundleFiles.ALL);
            }
            if (bytes.length > limits.of(name)) {
                throw BundleException.of(name, "size", bytes.length, "at most " + limits.of(name) + " bytes");
            }
            total += bytes.length;
        }
        if (total > limits.total()) {
            throw BundleException.of("bundle", "size of all files", total, "at most " + limits.total() + " bytes");
        }
    }

    private static Map<String, byte[]> zip(Path path, Limits limits) throws IOException {
        return Unzip.read(file(path, path.toString(), limits.total()), limits);
    }

    private static Map<String, byte[]> directory(Path path, Limits limits) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new BundleException(
                    (Files.exists(path) ? "a file" : "nothing") + " is there; allowed: a directory or a .zip");
        }
        Path root = path.toRealPath();
        Map<String, byte[]> files = new LinkedHashMap<>();
        long left = limits.total();
        for (String name : BundleFiles.ALL) {
            Path file = root.resolve(name);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            if (!Files.exists(file)) {
                throw new BundleException(name + " is a link to nothing; allowed: a file");
            }
            Path real = file.toRealPath();
            if (!real.startsWith(root)) {
                throw BundleException.of(name, "target of a link", real, "files inside " + root);
            }
            byte[] bytes = file(real, name, Math.min(left, limits.of(name)));
            files.put(name, bytes);
            left -= bytes.length;
        }
        return files;
    }

    private static byte[] file(Path path, String name, long most) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new BundleException(
                    name + " is " + (Files.exists(path) ? "no file" : "missing") + "; allowed: a file");
        }
        if (Files.size(path) > most) {
            throw BundleException.of(name, "size", Files.size(path), "at most " + most + " bytes");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return bounded(in, name, most);
        }
    }

    private static byte[] resource(ClassLoader loader, String path, long most) throws IOException {
        try (InputStream in = loader.getResourceAsStream(path)) {
            if (in == null) {
                throw new BundleException(
                        path + " is missing on the class path; allowed: a bundle's directory or .zip");
            }
            return bounded(in, path, most);
        }
    }

    private static byte[] bounded(InputStream in, String name, long most) throws IOException {
        byte[] bytes = in.readNBytes((int) Math.min(most, Integer.MAX_VALUE - 64) + 1);
        if (bytes.length > most) {
            throw BundleException.of(name, "size", "more", "at most " + most + " bytes");
        }
        return bytes;
    }
}
