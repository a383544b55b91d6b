package dev.undercurrent.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.tokens.LogModel;
import dev.undercurrent.core.tokens.LogModelCodec;
import dev.undercurrent.core.tokens.TemplateMiner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A trained model of a log as it is stored and handed on: a zip of {@code manifest.json}, {@code language.bin} ({@link
 * LogModelCodec}, with golden surprisals that every reading checks) and {@code card.html}.
 *
 * @param name of the model
 * @param description what it was learnt from and how well it does, in a line
 * @param stored laws, templates and golden tokens
 * @param card a page of HTML for people
 */
public record LanguageBundle(String name, String description, LogModelCodec.Stored stored, String card) {

    private static final String FORMAT = "undercurrent-language";
    private static final int VERSION = 1;
    private static final String MODEL = "language.bin";
    private static final int ID_DIGITS = 16;
    private static final long MOST_BYTES = 256L << 20;

    public LanguageBundle {
        Texts.checkName("name", name);
        Texts.checkProse("description", description);
    }

    /** The laws. */
    public LogModel model() {
        return stored.model();
    }

    /** The templates of the lines that were learnt from. */
    public TemplateMiner.State templates() {
        return stored.templates();
    }

    /** Name and the first digits of the hash of laws and templates. */
    public ModelId id() {
        String hash = ContentHash.of(LogModelCodec.write(stored));
        return new ModelId(name, hash.substring(0, ID_DIGITS), name);
    }

    /** Writes a zip; equal bundles give equal bytes. */
    public void write(Path path) throws IOException {
        byte[] model = LogModelCodec.write(stored);
        byte[] page = card.getBytes(UTF_8);
        ObjectNode manifest = Json.object();
        manifest.put("format", FORMAT);
        manifest.put("format_version", VERSION);
        manifest.put("name", name);
        manifest.put("description", description);
        ObjectNode hashes = manifest.putObject("sha256");
        hashes.put(MODEL, ContentHash.of(model));
        hashes.put(BundleFiles.CARD, ContentHash.of(page));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(BundleFiles.MANIFEST, Json.pretty(manifest));
        files.put(MODEL, model);
        files.put(BundleFiles.CARD, page);
        Path whole = path.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        Files.write(part, Zip.write(files));
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Reads a bundle of any origin.
     *
     * @throws BundleException where it is none, is damaged, or does not give its golden surprisals
     */
    public static LanguageBundle read(Path path) {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw BundleException.of("zip", "size", Files.size(path), "at most " + MOST_BYTES + " bytes");
            }
            return of(unzip(Files.readAllBytes(path)));
        } catch (NoSuchFileException e) {
            throw new BundleException("there is no file " + path, e);
        } catch (IOException e) {
            throw new BundleException("bundle " + path + " cannot be read: " + e, e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new BundleException("bundle " + path + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        long left = MOST_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes), UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes((int) Math.min(left, Integer.MAX_VALUE - 64) + 1);
                left -= content.length;
                if (left < 0 || files.size() == 3 || files.put(entry.getName(), content) != null) {
                    throw new BundleException("zip: too large, too many files or one twice; allowed: "
                            + BundleFiles.MANIFEST + ", " + MODEL + ", " + BundleFiles.CARD);
                }
            }
        }
        return files;
    }

    private static LanguageBundle of(Map<String, byte[]> files) {
        byte[] manifest = file(files, BundleFiles.MANIFEST);
        var in = new Fields(BundleFiles.MANIFEST, "", Json.read(BundleFiles.MANIFEST, manifest, 0, manifest.length));
        String format = in.has("format") ? in.text("format") : "another";
        if (!format.equals(FORMAT)) {
            throw BundleException.of(BundleFiles.MANIFEST, "format", format, FORMAT + ": a model of a log");
        }
        in.integer("format_version", VERSION, VERSION);
        String name = in.text("name");
        String description = in.text("description");
        Fields hashes = in.object("sha256");
        for (String each : new String[] {MODEL, BundleFiles.CARD}) {
            String computed = ContentHash.of(file(files, each));
            if (!hashes.text(each).equals(computed)) {
                throw BundleException.of(each, "SHA-256", computed, hashes.text(each));
            }
        }
        hashes.end();
        in.end();
        String card = new String(file(files, BundleFiles.CARD), UTF_8);
        LogModelCodec.Stored stored = LogModelCodec.read(file(files, MODEL));
        return new LanguageBundle(name, description, stored, card);
    }

    private static byte[] file(Map<String, byte[]> files, String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new BundleException(name + " is missing; found: " + files.keySet());
        }
        return bytes;
    }
}
