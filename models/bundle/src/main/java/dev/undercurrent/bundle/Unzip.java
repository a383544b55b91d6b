package dev.undercurrent.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads the four files of a bundle from a zip (APPNOTE 6.3.3, without its 64-bit extension), strictly: no name but those of
 * {@link BundleFiles}, each once, local headers that say what the central directory says, and no byte that belongs to no one.
 * So a file has one reading only, whichever program reads it.
 */
final class Unzip {

    private static final String FILE = "zip";
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /** Flags that may be set: level of compression, sizes behind the data, names in UTF-8. */
    private static final int FLAGS = 0x0002 | 0x0004 | 0x0008 | 0x0800;

    private static final int TRAILING_SIZES = 0x0008;

    /** Inflated bytes below which no ratio is asked for. */
    private static final int SMALL = 1 << 16;

    private record Entry(String name, int flags, int method, int crc, long packed, long size, long local) {}

    private final ByteBuffer in;
    private final byte[] bytes;
    private final Limits limits;

    private Unzip(byte[] bytes, Limits limits) {
        this.bytes = bytes;
        this.limits = limits;
        in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The files by name; their sum is within the limits. */
    static Map<String, byte[]> read(byte[] bytes, Limits limits) {
        return new Unzip(bytes, limits).files();
    }

    private Map<String, byte[]> files() {
        int end = bytes.length - END_BYTES;
        if (end < 0 || in.getInt(end) != END) {
            throw new BundleException(FILE + ": no end record in the last " + END_BYTES + " bytes of " + bytes.length
                    + "; allowed: a whole zip, without a comment and with nothing after it");
        }
        int count = u16(end + 10);
        long size = u32(end + 12);
        long at = u32(end + 16);
        if (u16(end + 4) != 0 || u16(end + 6) != 0 || u16(end + 8) != count || u16(end + 20) != 0 || at + size != end) {
            throw BundleException.of(
                    FILE,
                    "central directory",
                    count + " entries, " + size + " bytes at " + at,
                    "one that ends at the end record at " + end + ", on one disk, without a comment");
        }
        List<Entry> entries = directory((int) at, end, count);
        Map<String, byte[]> files = new LinkedHashMap<>();
        long left = limits.total();
        long from = 0;
        List<Entry> placed = new ArrayList<>(entries);
        placed.sort(Comparator.comparingLong(Entry::local));
        for (Entry entry : placed) {
            if (entry.local != from) {
                throw BundleException.of(
                        FILE,
                        "begin of entry " + entry.name,
                        entry.local + (entry.local < from ? " (overlap)" : " (gap)"),
                        from + ", the end of what is before");
            }
            long data = data(entry, at);
            files.put(entry.name, unpack(entry, (int) data, Math.min(left, limits.of(entry.name))));
            left -= files.get(entry.name).length;
            from = descriptor(entry, data + entry.packed, at);
        }
        if (from != at) {
            throw BundleException.of(FILE, "begin of the central directory", at, from + ", the end of the last entry");
        }
        return files;
    }

    private List<Entry> directory(int at, int end, int count) {
        List<Entry> entries = new ArrayList<>();
        int i = at;
        while (i < end) {
            if (end - i < CENTRAL_BYTES || in.getInt(i) != CENTRAL) {
                throw new BundleException(
                        FILE + ": no record of the central directory at " + i + "; allowed: records up to " + end);
            }
            int next = i + CENTRAL_BYTES + u16(i + 28) + u16(i + 30) + u16(i + 32);
            if (next > end) {
                throw BundleException.of(FILE, "end of a record of the central directory", next, "at most " + end);
            }
            String name = name(i + CENTRAL_BYTES, u16(i + 28));
            for (Entry entry : entries) {
                if (entry.name.equals(name)) {
                    throw new BundleException(FILE + ": two entries are named " + name + "; allowed: one of each name");
                }
            }
            entries.add(
                    new Entry(name, u16(i + 8), u16(i + 10), in.getInt(i + 16), u32(i + 20), u32(i + 24), u32(i + 42)));
            i = next;
        }
        if (entries.size() != count) {
            throw BundleException.of(
                    FILE, "number of entries", count, entries.size() + ", as the central directory has");
        }
        return entries;
    }

    private String name(int at, int length) {
        String name = new String(bytes, at, length, ISO_8859_1);
        if (!BundleFiles.ALL.contains(name)) {
            throw BundleException.of(
                    FILE, "name of an entry", name, String.join(", ", BundleFiles.ALL) + ", at the root");
        }
        return name;
    }

    /** Position of an entry's data, after a local header that says what the directory says. */
    private long data(Entry entry, long end) {
        int at = (int) entry.local;
        if (entry.local + LOCAL_BYTES > end || in.getInt(at) != LOCAL) {
            throw new BundleException(
                    FILE + ": no entry " + entry.name + " at " + entry.local + "; allowed: a local header there");
        }
        int length = u16(at + 26);
        long data = entry.local + LOCAL_BYTES + length + u16(at + 28);
        if (data + entry.packed > end) {
            throw BundleException.of(
                    FILE,
                    "end of entry " + entry.name,
                    data + entry.packed,
                    "at most " + end + ", where the directory begins");
        }
        boolean later = (entry.flags & TRAILING_SIZES) != 0;
        boolean same = name(at + LOCAL_BYTES, length).equals(entry.name)
                && u16(at + 6) == entry.flags
                && u16(at + 8) == entry.method
                && (later || in.getInt(at + 14) == entry.crc)
                && (later || u32(at + 18) == entry.packed)
                && (later || u32(at + 22) == entry.size);
        if (!same) {
            throw new BundleException(FILE + ": local header and directory differ on entry " + entry.name
                    + "; allowed: equal names, flags, methods, sizes and checksums");
        }
        return data;
    }

    private byte[] unpack(Entry entry, int data, long most) {
        boolean stored = entry.method == STORED && entry.packed == entry.size;
        if ((entry.flags & ~FLAGS) != 0 || !(stored || entry.method == DEFLATED)) {
            throw BundleException.of(
                    FILE,
                    "packing of entry " + entry.name,
                    "method " + entry.method + ", flags " + entry.flags,
                    "stored or deflated, without encryption");
        }
        if (entry.size > most) {
            throw BundleException.of(FILE, "size of entry " + entry.name, entry.size, "at most " + most + " bytes");
        }
        byte[] content;
        if (stored) {
            content = new byte[(int) entry.size];
            System.arraycopy(bytes, data, content, 0, content.length);
        } else {
            content = inflate(entry, data);
        }
        var crc = new CRC32();
        crc.update(content);
        if ((int) crc.getValue() != entry.crc) {
            throw BundleException.of(
                    FILE,
                    "checksum of entry " + entry.name,
                    Integer.toHexString((int) crc.getValue()),
                    Integer.toHexString(entry.crc));
        }
        return content;
    }

    private byte[] inflate(Entry entry, int data) {
        long most = Math.max(SMALL, entry.packed * limits.ratio());
        if (entry.size > most) {
            throw BundleException.of(
                    FILE,
                    "size of entry " + entry.name,
                    entry.size + " from " + entry.packed + " bytes",
                    "at most " + limits.ratio() + " inflated bytes per byte");
        }
        // what comes out is counted, since sizes are claims
        var out = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 13];
        var inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, data, (int) entry.packed);
            while (!inflater.finished()) {
                int n = inflater.inflate(part);
                if ((n == 0 && !inflater.finished()) || out.size() + (long) n > entry.size) {
                    throw BundleException.of(
                            FILE,
                            "inflated size of entry " + entry.name,
                            n == 0 ? out.size() + " and then broken off" : "more",
                            entry.size + " bytes, as its directory says");
                }
                out.write(part, 0, n);
            }
            if (out.size() != entry.size || inflater.getRemaining() != 0) {
                throw BundleException.of(
                        FILE,
                        "inflated size of entry " + entry.name,
                        out.size() + " bytes, with " + inflater.getRemaining() + " packed bytes left",
                        entry.size + " bytes, with none left");
            }
        } catch (DataFormatException e) {
            throw new BundleException(
                    FILE + ": entry " + entry.name + " cannot be inflated; allowed: deflated data", e);
        } finally {
            inflater.end();
        }
        return out.toByteArray();
    }

    /** End of an entry whose data end there: behind sizes and checksum, where these trail. */
    private long descriptor(Entry entry, long at, long end) {
        if ((entry.flags & TRAILING_SIZES) == 0) {
            return at;
        }
        long from = at + 4 <= end && in.getInt((int) at) == DESCRIPTOR ? at + 4 : at;
        if (from + 12 > end
                || in.getInt((int) from) != entry.crc
                || u32((int) from + 4) != entry.packed
                || u32((int) from + 8) != entry.size) {
            throw new BundleException(FILE + ": sizes behind entry " + entry.name
                    + " differ from those of the directory" + "; allowed: equal sizes and checksums");
        }
        return from + 12;
    }

    private int u16(int at) {
        return in.getShort(at) & 0xffff;
    }

    private long u32(int at) {
        return in.getInt(at) & 0xffffffffL;
    }
}
