package dev.undercurrent.core.tokens;

/** Where the words of a line are: stretches without white space. Scratch, refilled for each line. */
final class RawWords {

    private final int most;

    /** First character of each word, and its end. */
    final int[] from;

    final int[] to;

    /** Whether a word has nothing but letters. */
    final boolean[] plain;

    int count;

    /** @param most words that are looked at */
    RawWords(int most) {
        this.most = most;
        from = new int[most];
        to = new int[most];
        plain = new boolean[most];
    }

    /** Splits a line; true where all of it was looked at. */
    boolean split(char[] line, int length) {
        int n = 0;
        int i = skip(line, 0, length);
        while (i < length && n < most) {
            from[n] = i;
            int kinds = 0;
            while (i < length) {
                int kind = Shapes.kind(line[i]);
                if (kind == Shapes.SPACE) {
                    break;
                }
                kinds |= kind;
                i++;
            }
            plain[n] = kinds == Shapes.LETTER;
            to[n++] = i;
            i = skip(line, i, length);
        }
        count = n;
        return i == length;
    }

    private static int skip(char[] line, int start, int length) {
        int i = start;
        while (i < length && Shapes.kind(line[i]) == Shapes.SPACE) {
            i++;
        }
        return i;
    }

    /** Where the words end. */
    int end() {
        return count == 0 ? 0 : to[count - 1];
    }
}
