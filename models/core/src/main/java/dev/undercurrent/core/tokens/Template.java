package dev.undercurrent.core.tokens;

/** A template: masked words as they were first seen, and which of them have turned out variable since. */
final class Template {

    final long id;
    final char[][] words;
    final long[] hash;
    final boolean[] pure;

    /** Whether any word may stand here. */
    final boolean[] wild;

    String text;

    Template(long id, char[][] words, long[] hash, boolean[] pure, boolean[] wild) {
        this.id = id;
        this.words = words;
        this.hash = hash;
        this.pure = pure;
        this.wild = wild;
        write();
    }

    static Template of(long id, MaskedLine line) {
        int n = line.words;
        char[][] words = new char[n][];
        long[] hash = new long[n];
        boolean[] pure = new boolean[n];
        for (int w = 0; w < n; w++) {
            words[w] = line.word(w);
            hash[w] = line.hash[w];
            pure[w] = line.pure[w];
        }
        return new Template(id, words, hash, pure, new boolean[n]);
    }

    Template copy() {
        return new Template(id, words, hash, pure, wild.clone());
    }

    void generalise(int position) {
        wild[position] = true;
        write();
    }

    private void write() {
        var out = new StringBuilder();
        for (int w = 0; w < words.length; w++) {
            if (w > 0) {
                out.append(' ');
            }
            if (wild[w]) {
                out.append(TemplateMiner.VARIABLE);
                continue;
            }
            for (char c : words[w]) {
                if (c == MaskedLine.VARIABLE) {
                    out.append(TemplateMiner.VARIABLE);
                } else {
                    out.append(c);
                }
            }
        }
        text = out.toString();
    }
}
