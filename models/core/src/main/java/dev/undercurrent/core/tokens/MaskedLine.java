package dev.undercurrent.core.tokens;

import java.util.Arrays;

/** A line and what {@link Masking} made of it: masked words and where its variables are. Scratch, refilled for each line. */
final class MaskedLine {

    /** Stands for a variable in a masked word. */
    static final char VARIABLE = '\u0001';

    /** Characters of the line, as far as they are looked at. */
    final char[] line;

    int length;

    /** Masked words, one after the other. */
    final char[] masked;

    int words;
    final int[] from;
    final int[] to;
    final long[] hash;

    /** Whether a masked word is variable all through, but for marks. */
    final boolean[] pure;

    /** First character of the word in the line, and its end. */
    final int[] wordFrom;

    final int[] wordTo;

    int variables;
    final int[] variableWord;
    final int[] variableFrom;
    final int[] variableTo;

    /** Hash of all masked words. */
    long whole;

    private int end;

    MaskedLine(MinerSettings settings) {
        int most = settings.words() + 1;
        int characters = settings.characters();
        line = new char[characters];
        masked = new char[2 * characters + 2 * most + 6];
        from = new int[most];
        to = new int[most];
        hash = new long[most];
        pure = new boolean[most];
        wordFrom = new int[most];
        wordTo = new int[most];
        variableWord = new int[characters + 1];
        variableFrom = new int[characters + 1];
        variableTo = new int[characters + 1];
    }

    /** Takes a line in, without a word yet; false where it is too long and was cut. */
    boolean begin(CharSequence content) {
        length = Math.min(content.length(), line.length);
        if (content instanceof String string) {
            string.getChars(0, length, line, 0);
        } else {
            for (int i = 0; i < length; i++) {
                line[i] = content.charAt(i);
            }
        }
        words = 0;
        variables = 0;
        end = 0;
        return length == content.length();
    }

    /** Closes the line, all of whose words are there. */
    void end() {
        whole = words;
        for (int w = 0; w < words; w++) {
            whole = mix(whole * 31 + hash[w]);
        }
    }

    /** A stretch of the line. */
    String text(int start, int stop) {
        return new String(line, start, stop - start);
    }

    /** A masked word. */
    char[] word(int w) {
        return Arrays.copyOfRange(masked, from[w], to[w]);
    }

    /** Whether the last word ends in a variable. */
    boolean endsInVariable() {
        return words > 0 && end > from[words - 1] && masked[end - 1] == VARIABLE;
    }

    /** Whether the last word is one variable and nothing else. */
    boolean endsAsVariable() {
        return words > 0 && single(words - 1);
    }

    /** Begins a word that is masked from a stretch of the line. */
    void begin(int start, int stop) {
        from[words] = end;
        wordFrom[words] = start;
        wordTo[words] = stop;
    }

    /** Appends a variable, or lengthens the one before where only list marks are between. */
    void variable(int start, int stop) {
        int k = end;
        while (k > from[words] && listMark(masked[k - 1])) {
            k--;
        }
        if (k < end && k > from[words] && masked[k - 1] == VARIABLE && variables > 0) {
            end = k;
            variableTo[variables - 1] = stop;
            return;
        }
        append(VARIABLE);
        variableWord[variables] = words;
        variableFrom[variables] = start;
        variableTo[variables++] = stop;
    }

    private static boolean listMark(char c) {
        return c == ':' || c == ',' || c == ';' || c == '|';
    }

    void append(char c) {
        masked[end++] = c;
    }

    /** Appends a stretch of the line as it is. */
    void copy(int start, int stop) {
        System.arraycopy(line, start, masked, end, stop - start);
        end += stop - start;
    }

    private boolean single(int w) {
        return to[w] - from[w] == 1 && masked[from[w]] == VARIABLE;
    }

    /** Ends a word; one that is a variable goes into the word before it, if that is one too. */
    void finish() {
        to[words] = end;
        if (words > 0 && single(words) && single(words - 1)) {
            end = from[words];
            int before = words - 1;
            for (int v = variables - 1; v >= 0 && variableWord[v] == words; v--) {
                variableWord[v] = before;
            }
            wordTo[before] = wordTo[words];
            return;
        }
        close(words++);
    }

    /** Takes a stretch into the last word, which has its variable already: of what is there from stem on is kept. */
    void lengthen(int stem, int stop) {
        int last = words - 1;
        copy(stem, stop);
        to[last] = end;
        wordTo[last] = stop;
        close(last);
    }

    private void close(int w) {
        hash[w] = hash(masked, from[w], to[w]);
        pure[w] = pure(masked, from[w], to[w]);
    }

    static long hash(char[] word, int start, int stop) {
        long h = 0xcbf29ce484222325L;
        for (int k = start; k < stop; k++) {
            h = (h ^ word[k]) * 0x100000001b3L;
        }
        return mix(h);
    }

    static boolean pure(char[] word, int start, int stop) {
        boolean variable = false;
        for (int k = start; k < stop; k++) {
            char c = word[k];
            if (c == VARIABLE) {
                variable = true;
            } else if (Shapes.kind(c) == Shapes.LETTER) {
                return false;
            }
        }
        return variable;
    }

    /** Finaliser of SplitMix64 (Steele, Lea &amp; Flood 2014). */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
