package dev.undercurrent.bundle;

import static dev.undercurrent.bundle.Refusals.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UnzipTest {

    private static final byte[] TEXT = "some text, some text, some text".getBytes(UTF_8);

    private static Map<String, byte[]> read(byte[] zip) {
        return Unzip.read(zip, Limits.standard());
    }

    private static void bad(byte[] zip, String... parts) {
        refused(() -> read(zip), parts);
    }

    private static void claim(Consumer<RawZip.Claim> change, String... parts) {
        var claim = new RawZip.Claim();
        change.accept(claim);
        bad(new RawZip().add("card.html", TEXT, claim).build(), parts);
    }

    @Test
    @DisplayName("Stored and deflated entries are read, sizes before or behind the data")
    void good() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String name : BundleFiles.ALL) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(UTF_8));
            }
        }
        Map<String, byte[]> read = read(bytes.toByteArray());
        assertThat(read).containsOnlyKeys(BundleFiles.ALL);
        read.forEach((name, content) -> assertThat(new String(content, UTF_8)).isEqualTo(name));
        var deflate = new RawZip.Claim();
        deflate.deflate = true;
        byte[] raw = new RawZip()
                .add("card.html", TEXT, deflate)
                .add("golden.json", new byte[0])
                .build();
        assertThat(read(raw).get("card.html")).isEqualTo(TEXT);
        assertThat(read(raw).get("golden.json")).isEmpty();
        assertThat(read(new RawZip().build())).isEmpty();
        assertThat(read(Zip.write(read))).usingRecursiveComparison().isEqualTo(read);
    }

    @Test
    @DisplayName("Names that lead elsewhere, or to no file of a bundle, are refused")
    void names() {
        for (String name : new String[] {
            "../card.html",
            "/card.html",
            "C:\\card.html",
            "..\\card.html",
            "a/card.html",
            "./card.html",
            "card.html/",
            "CARD.HTML",
            "card.html\0",
            "",
            "notes.txt"
        }) {
            bad(new RawZip().add(name, TEXT).build(), "zip: name of an entry is", "at the root");
        }
        claim(c -> c.localName = "../x.html", "name of an entry is ../x.html");
    }

    @Test
    @DisplayName("Two entries of one name are refused")
    void duplicates() {
        bad(new RawZip().add("card.html", TEXT).add("card.html", TEXT).build(), "two entries are named card.html");
    }

    @Test
    @DisplayName("Bytes that belong to no entry are refused: before, between and after them")
    void garbage() {
        byte[] zip = new RawZip().add("card.html", TEXT).build();
        bad(Arrays.copyOf(zip, zip.length + 1), "no end record", "nothing after it");
        bad(Arrays.copyOf(zip, zip.length - 1), "no end record");
        bad(new byte[3], "no end record");
        bad(new RawZip().junk(new byte[5]).add("card.html", TEXT).build(), "begin of entry card.html is 5 (gap)");
        bad(new RawZip().add("card.html", TEXT).junk(new byte[5]).build(), "begin of the central directory");
        bad(
                new RawZip()
                        .add("card.html", TEXT)
                        .junk(new byte[5])
                        .add("golden.json", TEXT)
                        .build(),
                "(gap)");
    }

    @Test
    @DisplayName("Entries that share bytes are refused")
    void overlap() {
        var again = new RawZip.Claim();
        again.local = 0;
        bad(new RawZip().add("card.html", TEXT).add("golden.json", TEXT, again).build(), "(overlap)");
    }

    @Test
    @DisplayName("A bomb is refused by its claim, and by what comes out where the claim is modest")
    void bombs() {
        byte[] zeros = new byte[8 << 20];
        Consumer<RawZip.Claim> packed = c -> c.deflate = true;
        var honest = new RawZip.Claim();
        packed.accept(honest);
        bad(
                new RawZip().add("weights.safetensors", zeros, honest).build(),
                "size of entry weights.safetensors is 8388608 from",
                "at most 100 inflated bytes per byte");
        var modest = new RawZip.Claim();
        packed.accept(modest);
        modest.size = 1000L;
        bad(new RawZip().add("weights.safetensors", zeros, modest).build(), "inflated size of entry", "1000 bytes");
        var stored = new RawZip.Claim();
        stored.size = 4_000_000_000L;
        bad(new RawZip().add("weights.safetensors", TEXT, stored).build(), "stored or deflated");
        var large = new RawZip.Claim();
        large.deflate = true;
        large.size = 4_000_000_000L;
        bad(new RawZip().add("weights.safetensors", TEXT, large).build(), "is 4000000000", "at most 268435456 bytes");
        bad(
                new RawZip().add("manifest.json", new byte[(1 << 20) + 1]).build(),
                "size of entry manifest.json is 1048577");
    }

    @Test
    @DisplayName("All entries together are held to the total")
    void total() {
        byte[] zip =
                new RawZip().add("card.html", TEXT).add("golden.json", TEXT).build();
        assertThat(Unzip.read(zip, Limits.standard().withTotal(2L * TEXT.length)))
                .hasSize(2);
        refused(
                () -> Unzip.read(zip, Limits.standard().withTotal(2L * TEXT.length - 1)),
                "size of entry golden.json",
                "30");
    }

    @Test
    @DisplayName("Claims that the data do not bear out are refused")
    void claims() {
        claim(c -> c.crc = 1, "checksum of entry card.html", "allowed: 1");
        claim(c -> c.method = 12, "packing of entry card.html is method 12");
        claim(c -> c.flags = 1, "packing of entry card.html", "without encryption");
        claim(c -> c.method = 8, "card.html cannot be inflated");
        claim(c -> c.packed = 4_000_000_000L, "end of entry card.html is 40000000");
        claim(c -> c.flags = 8, "sizes behind entry card.html differ");
        claim(c -> c.local = 1, "begin of entry card.html is 1 (gap)");
        claim(c -> c.localName = "golden.json", "local header and directory differ on entry card.html");
        claim(
                c -> {
                    c.deflate = true;
                    c.size = 5L;
                },
                "inflated size of entry card.html is more");
        claim(
                c -> {
                    c.deflate = true;
                    c.size = 50L;
                },
                "inflated size of entry card.html is 31 bytes",
                "50 bytes");
    }

    @Test
    @DisplayName("A directory that disagrees with the end record is refused")
    void directory() {
        byte[] zip = new RawZip().add("card.html", TEXT).build();
        int end = zip.length - 22;
        for (int at : new int[] {4, 6, 8, 10, 12, 16, 20}) {
            byte[] changed = zip.clone();
            changed[end + at]++;
            bad(changed, "zip: ");
        }
        byte[] signature = zip.clone();
        signature[30 + 9 + TEXT.length]++;
        bad(signature, "no record of the central directory");
        byte[] local = zip.clone();
        local[0]++;
        bad(local, "no entry card.html at 0");
        byte[] longer = zip.clone();
        longer[30 + 9 + TEXT.length + 30]++;
        bad(longer, "end of a record of the central directory");
    }
}
