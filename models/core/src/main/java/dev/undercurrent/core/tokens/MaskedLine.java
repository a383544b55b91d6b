package dev.undercurrent.core.tokens;

import java.util.Arrays;

/**
 * A line with what is variable by its looks masked, as words: scratch, refilled for each line.
 *
 * <p>A word ends at white space. Inside a word, pieces between brackets, quotes and list marks are looked at one by one;
 * what follows {@code key=} is variable. Variables with only list marks between become one, and so do variable words in a row,
 * so that lists of any length look alike.
 */
final class MaskedLine {

    /** Stands for a variable in a masked word. */
    static final char VARIABLE = '\u0001';

    private static final int QUOTED = 8;

    private final int maxWords;
    private final char[] line;
    private int length;

    private final int[] rawFrom;
    private final int[] rawTo;

    /** Whether a word has nothing but letters. */
    private final boolean[] plain;

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
        maxWords = settings.words();
        line = new char[settings.characters()];
        rawFrom = new int[maxWords + 1];
        rawTo = new int[maxWords + 1];
        plain = new boolean[maxWords + 1];
        masked = new char[2 * settings.characters() + 2 * maxWords + 8];
        from = new int[maxWords + 1];
        to = new int[maxWords + 1];
        hash = new long[maxWords + 1];
        pure = new boolean[maxWords + 1];
        wordFrom = new int[maxWords + 1];
        wordTo = new int[maxWords + 1];
        variableWord = new int[settings.characters() + 1];
        variableFrom = new int[settings.characters() + 1];
        variableTo = new int[settings.characters() + 1];
    }

    /** A stretch of the line. */
    String text(int start, int stop) {
        return new String(line, start, stop - start);
    }

    void of(CharSequence content) {
        length = Math.min(content.length(), line.length);
        boolean cut = length < content.length();
        if (content instanceof String string) {
            string.getChars(0, length, line, 0);
        } else {
            for (int i = 0; i < length; i++) {
                line[i] = content.charAt(i);
            }
        }
        int raw = split();
        words = 0;
        variables = 0;
        end = 0;
        for (int i = 0; i < raw; i++) {
            i = quoted(i, raw);
        }
        if (cut || (raw == maxWords && rest(rawTo[raw - 1]))) {
            tail(raw == 0 ? 0 : rawTo[raw - 1]);
        }
        whole = words;
        for (int w = 0; w < words; w++) {
            whole = mix(whole * 31 + hash[w]);
        }
    }

    private int split() {
        int n = 0;
        int i = 0;
        while (n < maxWords) {
            while (i < length && Shapes.kind(line[i]) == Shapes.SPACE) {
                i++;
            }
            if (i == length) {
                break;
            }
            rawFrom[n] = i;
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
            rawTo[n++] = i;
        }
        return n;
    }

    private boolean rest(int i) {
        for (int k = i; k < length; k++) {
            if (Shapes.kind(line[k]) != Shapes.SPACE) {
                return true;
            }
        }
        return false;
    }

    /** What was not looked at is one variable. */
    private void tail(int start) {
        if (words > 0 && single(words - 1)) {
            return;
        }
        begin(start, length);
        variable(start, length);
        finish();
    }

    /** Masks raw word i, or a value in quotes that runs over several words; returns the last word taken. */
    private int quoted(int i, int raw) {
        if (plain[i]) {
            word(i, raw);
            return i;
        }
        int open = openQuote(rawFrom[i], rawTo[i]);
        if (open > 0) {
            for (int k = i + 1; k < Math.min(raw, i + QUOTED); k++) {
                int close = find('"', rawFrom[k], rawTo[k]);
                if (close >= 0) {
                    begin(rawFrom[i], rawTo[k]);
                    pieces(rawFrom[i], open, false);
                    variable(open, close);
                    pieces(close, rawTo[k], false);
                    finish();
                    return k;
                }
            }
        }
        word(i, raw);
        return i;
    }

    /** Where a quote opens after '=' and does not close in the same word, the character behind it; else 0. */
    private int openQuote(int start, int stop) {
        for (int k = start + 1; k < stop; k++) {
            if (line[k] == '"' && line[k - 1] == '=') {
                return find('"', k + 1, stop) < 0 ? k + 1 : 0;
            }
        }
        return 0;
    }

    private int find(char c, int start, int stop) {
        for (int k = start; k < stop; k++) {
            if (line[k] == c) {
                return k;
            }
        }
        return -1;
    }

    private void word(int i, int raw) {
        int start = rawFrom[i];
        int stop = rawTo[i];
        int last = words - 1;
        boolean afterVariable = last >= 0 && end > from[last] && masked[end - 1] == VARIABLE;
        if (afterVariable && unit(last, start, stop)) {
            return;
        }
        begin(start, stop);
        if (plain[i]) {
            plainWord(i, raw, afterVariable);
            finish();
            return;
        }
        int core = start;
        while (core < stop && Shapes.opening(line[core])) {
            core++;
        }
        int stem = stop;
        while (stem > core + 1 && (Shapes.closing(line[stem - 1]) || Shapes.pause(line[stem - 1]))) {
            stem--;
        }
        if (empty(start, stop)) {
            append(line[start]);
            variable(start + 1, start + 1);
            append(line[start + 1]);
        } else if (core < stop && wholly(i, raw, core, stem, afterVariable)) {
            copy(start, core);
            variable(core, stem);
            copy(stem, stop);
        } else {
            pieces(start, stop, true);
        }
        finish();
    }

    private void plainWord(int i, int raw, boolean afterVariable) {
        int start = rawFrom[i];
        int stop = rawTo[i];
        if (announced(i, start, stop, afterVariable)
                || datePart(i, raw)
                || (afterVariable && Shapes.zone(line, start, stop))
                || (stop - start > 3 && Shapes.variableLetters(line, start, stop))) {
            variable(start, stop);
        } else {
            copy(start, stop);
        }
    }

    private boolean empty(int start, int stop) {
        return stop - start == 2 && Shapes.opening(line[start]) && Shapes.closing(line[start + 1]);
    }

    /** True where the word from core to stem is one variable whatever marks are in it. */
    private boolean wholly(int i, int raw, int core, int stem, boolean afterVariable) {
        char first = line[core];
        if (stem - core > 1 && (first == '/' || (first == '.' && line[core + 1] == '/'))) {
            return true;
        }
        if (find(':', core, stem) >= 0 && (url(core, stem) || Shapes.address(line, core, stem))) {
            return true;
        }
        return announced(i, core, stem, afterVariable)
                || datePart(i, raw)
                || (afterVariable && Shapes.zone(line, core, stem));
    }

    /** Behind "key = " or "user". */
    private boolean announced(int i, int core, int stem, boolean afterVariable) {
        if (i == 0) {
            return false;
        }
        int before = rawTo[i - 1];
        if (line[before - 1] == '=') {
            return find('=', rawFrom[i], rawTo[i]) < 0;
        }
        return !afterVariable
                && Shapes.user(line, rawFrom[i - 1], before)
                && Shapes.name(line, core, stem)
                && (Shapes.user(line, core, stem) || !Shapes.cue(line, core, stem));
    }

    private boolean url(int core, int stem) {
        for (int k = core; k + 2 < stem; k++) {
            if (line[k] == ':' && line[k + 1] == '/' && line[k + 2] == '/') {
                return true;
            }
        }
        return false;
    }

    /** Name of a day or month with a number or another of them behind it. */
    private boolean datePart(int i, int raw) {
        int stop = comma(i);
        if (!Shapes.date(line, rawFrom[i], stop) || i + 1 == raw) {
            return false;
        }
        return Shapes.kind(line[rawFrom[i + 1]]) == Shapes.DIGIT || Shapes.date(line, rawFrom[i + 1], comma(i + 1));
    }

    private int comma(int i) {
        return rawTo[i] - (line[rawTo[i] - 1] == ',' ? 1 : 0);
    }

    /** Takes a unit of measurement, with its punctuation, into the variable before it. */
    private boolean unit(int last, int start, int stop) {
        int stem = stop;
        while (stem > start && (Shapes.closing(line[stem - 1]) || Shapes.pause(line[stem - 1]))) {
            stem--;
        }
        if (!Shapes.unit(line, start, stem)) {
            return false;
        }
        copy(stem, stop);
        to[last] = end;
        wordTo[last] = stop;
        close(last);
        return true;
    }

    /** Masks a word piece by piece. */
    private void pieces(int start, int stop, boolean values) {
        int i = start;
        boolean value = false;
        while (i <= stop) {
            int k = i;
            while (k < stop && Shapes.kind(line[k]) != Shapes.BREAK && !leader(k, stop)) {
                k++;
            }
            piece(i, k, value, k == stop);
            if (k == stop) {
                return;
            }
            value = values && line[k] == '=' && k > i;
            do {
                append(line[k++]);
            } while (line[k - 1] == '.' && k < stop && line[k] == '.');
            i = k;
        }
    }

    /** Two dots or more in a row lead to a value, as in a table. */
    private boolean leader(int k, int stop) {
        return line[k] == '.' && k + 1 < stop && line[k + 1] == '.';
    }

    private void piece(int start, int stop, boolean value, boolean last) {
        int stem = stop;
        while (stem > start && (line[stem - 1] == '.' || line[stem - 1] == '!' || line[stem - 1] == '?')) {
            stem--;
        }
        boolean masks = value ? stem > start || last : stem > start && Shapes.variable(line, start, stem);
        if (masks) {
            variable(start, stem);
            copy(stem, stop);
        } else {
            copy(start, stop);
        }
    }

    private void begin(int start, int stop) {
        from[words] = end;
        wordFrom[words] = start;
        wordTo[words] = stop;
    }

    /** Appends a variable, or lengthens the one before where only list marks are between. */
    private void variable(int start, int stop) {
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

    private void append(char c) {
        masked[end++] = c;
    }

    private void copy(int start, int stop) {
        System.arraycopy(line, start, masked, end, stop - start);
        end += stop - start;
    }

    private boolean single(int w) {
        return to[w] - from[w] == 1 && masked[from[w]] == VARIABLE;
    }

    private void finish() {
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

    /** A masked word. */
    char[] word(int w) {
        return Arrays.copyOfRange(masked, from[w], to[w]);
    }
}
