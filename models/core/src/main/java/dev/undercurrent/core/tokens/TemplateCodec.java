package dev.undercurrent.core.tokens;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;

/**
 * Bytes of a source's templates, big-endian.
 *
 * <pre>
 * byte    version, 1
 * string  source
 * int     number of templates, then of each, in order of appearance:
 *   long    id
 *   int     number of words, then of each:
 *     byte    1 where any word may stand here
 *     string  the masked word; U+0001 is a variable
 * long    fingerprint
 * </pre>
 */
final class TemplateCodec implements StateCodec<TemplateMiner.State> {

    private static final int VERSION = 1;
    private static final int MAX_SOURCE = 1 << 16;

    private final MinerSettings settings;

    TemplateCodec(MinerSettings settings) {
        this.settings = settings;
    }

    @Override
    public void write(TemplateMiner.State s, ByteSink out) {
        out.writeByte(VERSION);
        out.writeString(s.source);
        out.writeInt(s.size());
        for (int i = 0; i < s.size(); i++) {
            Template t = s.tree.get(i);
            out.writeLong(t.id);
            out.writeInt(t.words.length);
            for (int w = 0; w < t.words.length; w++) {
                out.writeByte(t.wild[w] ? 1 : 0);
                out.writeString(new String(t.words[w]));
            }
        }
        out.writeLong(s.tree.fingerprint());
    }

    @Override
    public TemplateMiner.State read(ByteSource in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("templates have version " + version + "; allowed: " + VERSION);
        }
        var s = new TemplateMiner.State(in.readString(MAX_SOURCE));
        int n = in.readCount("number of templates", 0, Math.max(settings.templates(), 1_000_000));
        for (int i = 0; i < n; i++) {
            s.tree.add(template(in));
        }
        s.tree.fingerprint(in.readLong());
        return s;
    }

    private static Template template(ByteSource in) {
        long id = in.readLong();
        int n = in.readCount("words of a template", 0, 1001);
        char[][] words = new char[n][];
        long[] hash = new long[n];
        boolean[] pure = new boolean[n];
        boolean[] wild = new boolean[n];
        for (int w = 0; w < n; w++) {
            wild[w] = in.readByte() != 0;
            words[w] = in.readString(Integer.MAX_VALUE).toCharArray();
            hash[w] = MaskedLine.hash(words[w], 0, words[w].length);
            pure[w] = MaskedLine.pure(words[w], 0, words[w].length);
        }
        return new Template(id, words, hash, pure, wild);
    }

    @Override
    public TemplateMiner.State copy(TemplateMiner.State s) {
        var copy = new TemplateMiner.State(s.source);
        for (int i = 0; i < s.size(); i++) {
            copy.tree.add(s.tree.get(i).copy());
        }
        copy.tree.fingerprint(s.tree.fingerprint());
        return copy;
    }
}
