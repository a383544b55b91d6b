package dev.undercurrent.core.tokens;

import java.util.Arrays;

/** The templates that a key has shown, in order of appearance. */
final class LocalTemplates {

    /** Characters of a text that are kept. */
    static final int TEXT = 200;

    private long[] ids = new long[4];
    private String[] texts = new String[4];

    /** Tokens of them in the trained vocabulary. */
    private int[] tokens = new int[4];

    private int size;

    int size() {
        return size;
    }

    long id(int i) {
        return ids[i];
    }

    String text(int i) {
        return texts[i];
    }

    int token(int i) {
        return tokens[i];
    }

    int indexOf(long id) {
        for (int i = 0; i < size; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    int add(long id, String text, Vocabulary vocabulary) {
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            texts = Arrays.copyOf(texts, 2 * size);
            tokens = Arrays.copyOf(tokens, 2 * size);
        }
        ids[size] = id;
        texts[size] = text.length() > TEXT ? text.substring(0, TEXT) : text;
        tokens[size] = vocabulary.token(id);
        return size++;
    }
}
