package dev.undercurrent.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Builds zips byte by byte, wrong ones too. */
final class RawZip {

    private final LittleEndian body = new LittleEndian();
    private final LittleEndian directory = new LittleEndian();
    private int count;

    private static final class LittleEndian extends ByteArrayOutputStream {

        LittleEndian u16(int value) {
            write(value);
            write(value >> 8);
            return this;
        }

        LittleEndian u32(int value) {
            return u16(value).u16(value >> 16);
        }
    }

    /** What an entry claims; what is not set is true. */
    static final class Claim {
        String localName;
        Long size;
        Long packed;
        Integer crc;
        Integer local;
        int flags = 0x800;
        int method = -1;
        boolean deflate;
    }

    RawZip add(String name, byte[] content) {
        return add(name, content, new Claim());
    }

    RawZip add(String name, byte[] content, Claim claim) {
        byte[] data = claim.deflate ? deflated(content) : content;
        var sum = new CRC32();
        sum.update(content);
        int crc = claim.crc == null ? (int) sum.getValue() : claim.crc;
        int packed = (int) (claim.packed == null ? data.length : claim.packed);
        int size = (int) (claim.size == null ? content.length : claim.size);
        int method = claim.method >= 0 ? claim.method : claim.deflate ? 8 : 0;
        int local = claim.local == null ? body.size() : claim.local;
        byte[] inside = (claim.localName == null ? name : claim.localName).getBytes(UTF_8);
        byte[] outside = name.getBytes(UTF_8);
        body.u32(0x04034b50)
                .u16(20)
                .u16(claim.flags)
                .u16(method)
                .u32(0x00210000)
                .u32(crc)
                .u32(packed)
                .u32(size);
        body.u16(inside.length).u16(0).writeBytes(inside);
        body.writeBytes(data);
        directory
                .u32(0x02014b50)
                .u16(20)
                .u16(20)
                .u16(claim.flags)
                .u16(method)
                .u32(0x00210000)
                .u32(crc);
        directory
                .u32(packed)
                .u32(size)
                .u16(outside.length)
                .u16(0)
                .u16(0)
                .u16(0)
                .u16(0)
                .u32(0)
                .u32(local);
        directory.writeBytes(outside);
        count++;
        return this;
    }

    /** Bytes between entries. */
    RawZip junk(byte[] bytes) {
        body.writeBytes(bytes);
        return this;
    }

    byte[] build() {
        var out = new LittleEndian();
        out.writeBytes(body.toByteArray());
        out.writeBytes(directory.toByteArray());
        out.u32(0x06054b50)
                .u32(0)
                .u16(count)
                .u16(count)
                .u32(directory.size())
                .u32(body.size())
                .u16(0);
        return out.toByteArray();
    }

    static byte[] deflated(byte[] content) {
        var deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        var out = new ByteArrayOutputStream();
        byte[] part = new byte[1 << 16];
        while (!deflater.finished()) {
            out.write(part, 0, deflater.deflate(part));
        }
        deflater.end();
        return out.toByteArray();
    }
}
