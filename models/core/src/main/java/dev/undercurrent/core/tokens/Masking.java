package dev.undercurrent.core.tokens;

/**
 * Masks what is variable in a line by its looks.
 *
 * <p>A word ends at white space. Inside a word, pieces between brackets, quotes and list marks are looked at one by one;
 * what follows {@code key=} is variable. Variables with only list marks between become one, and so do variable words in a row,
 * so that lists of any length look alike.
 */
final class Masking {

    private static final int QUOTED = 8;

    private final MaskedLine out;
    private final char[] line;
    private final RawWords raw;

    /** @param out that is filled */
    Masking(MinerSettings settings, MaskedLine out) {
        this.out = out;
        this.line = out.line;
        this.raw = new RawWords(settings.words());
    }

    void of(CharSequence content) {
        boolean whole = out.begin(content);
        whole &= raw.split(line, out.length);
        for (int i = 0; i < raw.count; i++) {
            i = quoted(i);
        }
        if (!whole) {
            tail(raw.end());
        }
        out.end();
    }

    /** What was not looked at is one variable. */
    private void tail(int start) {
        if (out.endsAsVariable()) {
            return;
        }
        out.begin(start, out.length);
        out.variable(start, out.length);
        out.finish();
    }

    /** Masks raw word i, or a value in quotes that runs over several words; returns the last word taken. */
    private int quoted(int i) {
        if (raw.plain[i]) {
            word(i);
            return i;
        }
        int open = openQuote(raw.from[i], raw.to[i]);
        if (open > 0) {
            for (int k = i + 1; k < Math.min(raw.count, i + QUOTED); k++) {
                int close = find('"', raw.from[k], raw.to[k]);
                if (close >= 0) {
                    out.begin(raw.from[i], raw.to[k]);
                    pieces(raw.from[i], open, false);
                    out.variable(open, close);
                    pieces(close, raw.to[k], false);
                    out.finish();
                    return k;
                }
            }
        }
        word(i);
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

    private void word(int i) {
        int start = raw.from[i];
        int stop = raw.to[i];
        boolean afterVariable = out.endsInVariable();
        if (afterVariable && unit(start, stop)) {
            return;
        }
        out.begin(start, stop);
        if (raw.plain[i]) {
            plainWord(i, afterVariable);
            out.finish();
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
            out.append(line[start]);
            out.variable(start + 1, start + 1);
            out.append(line[start + 1]);
        } else if (core < stop && wholly(i, core, stem, afterVariable)) {
            out.copy(start, core);
            out.variable(core, stem);
            out.copy(stem, stop);
        } else {
            pieces(start, stop, true);
        }
        out.finish();
    }

    private void plainWord(int i, boolean afterVariable) {
        int start = raw.from[i];
        int stop = raw.to[i];
        if (announced(i, start, stop, afterVariable)
                || datePart(i)
                || (afterVariable && Shapes.zone(line, start, stop))
                || (stop - start > 3 && Shapes.variableLetters(line, start, stop))) {
            out.variable(start, stop);
        } else {
            out.copy(start, stop);
        }
    }

    private boolean empty(int start, int stop) {
        return stop - start == 2 && Shapes.opening(line[start]) && Shapes.closing(line[start + 1]);
    }

    /** True where the word from core to stem is one variable whatever marks are in it. */
    private boolean wholly(int i, int core, int stem, boolean afterVariable) {
        char first = line[core];
        if (stem - core > 1 && (first == '/' || (first == '.' && line[core + 1] == '/'))) {
            return true;
        }
        if (find(':', core, stem) >= 0 && (url(core, stem) || Shapes.address(line, core, stem))) {
            return true;
        }
        return announced(i, core, stem, afterVariable)
                || datePart(i)
                || (afterVariable && Shapes.zone(line, core, stem));
    }

    /** Behind "key = " or "user". */
    private boolean announced(int i, int core, int stem, boolean afterVariable) {
        if (i == 0) {
            return false;
        }
        int before = raw.to[i - 1];
        if (line[before - 1] == '=') {
            return find('=', raw.from[i], raw.to[i]) < 0;
        }
        return !afterVariable
                && Shapes.user(line, raw.from[i - 1], before)
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
    private boolean datePart(int i) {
        int stop = comma(i);
        if (!Shapes.date(line, raw.from[i], stop) || i + 1 == raw.count) {
            return false;
        }
        return Shapes.kind(line[raw.from[i + 1]]) == Shapes.DIGIT || Shapes.date(line, raw.from[i + 1], comma(i + 1));
    }

    private int comma(int i) {
        return raw.to[i] - (line[raw.to[i] - 1] == ',' ? 1 : 0);
    }

    /** Takes a unit of measurement, with its punctuation, into the variable before it. */
    private boolean unit(int start, int stop) {
        int stem = stop;
        while (stem > start && (Shapes.closing(line[stem - 1]) || Shapes.pause(line[stem - 1]))) {
            stem--;
        }
        if (!Shapes.unit(line, start, stem)) {
            return false;
        }
        out.lengthen(stem, stop);
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
                out.append(line[k++]);
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
            out.variable(start, stem);
            out.copy(stem, stop);
        } else {
            out.copy(start, stop);
        }
    }
}
