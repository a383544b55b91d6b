package dev.undercurrent.core.tokens;

import dev.undercurrent.core.state.StateCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the templates of a source's log lines as they come, with a tree of fixed depth (He et al. 2017: Drain): number of
 * words, then first or last word, then a short list of templates.
 *
 * <p>Variables are told first by their looks alone ({@link Masking}). A line joins the template with the same
 * masked words, or one from which it differs in a single word, where the word is a variable on one side, or where both are
 * names behind a word such as "for" or "by". When many templates differ in one and the same word, that
 * word is a variable, whatever it looks like. In all these cases the template keeps its id and its text grows a variable.
 *
 * <p>Equal lines in equal order give equal ids, also after a state was written and read. One instance serves one thread.
 */
public final class TemplateMiner {

    /** Stands for a variable in the text of a template. */
    public static final String VARIABLE = "<*>";

    /** Id of all lines that found no place among the templates. */
    public static final long OTHER = 1;

    /** Text of {@link #OTHER}. */
    public static final String OTHER_TEXT = "<other>";

    /** Most templates of one branch of the tree that a line is compared with. */
    private static final int CANDIDATES = 256;

    /** Constant words that must agree where another word does not. */
    private static final int ENOUGH = 2;

    private static final int REMEMBERED = 1 << 14;

    private static final int MOST_VARIABLES = 15;

    private final MinerSettings settings;
    private final MaskedLine line;
    private final Masking masking;
    private final long[] rememberedLine = new long[REMEMBERED];
    private final int[] rememberedTemplate = new int[REMEMBERED];

    private int best;
    private int bestBad;
    private int bestConstant;
    private int bestAt;
    private int at;
    private int bad;
    private int constant;
    private final int[] siblings;
    private final int[] eldest;

    public TemplateMiner(MinerSettings settings) {
        this.settings = settings;
        this.line = new MaskedLine(settings);
        this.masking = new Masking(settings, line);
        this.siblings = new int[settings.words() + 1];
        this.eldest = new int[settings.words() + 1];
    }

    /** The templates of one source. */
    public static final class State {
        final String source;
        final TemplateTree tree = new TemplateTree();

        State(String source) {
            this.source = source;
        }

        /** Number of templates so far. */
        public int size() {
            return tree.size();
        }

        /** Text of the i-th template, in order of appearance. */
        public String text(int i) {
            return tree.get(i).text;
        }

        /** Id of the i-th template, in order of appearance. */
        public long template(int i) {
            return tree.get(i).id;
        }
    }

    /** The state before the first line of a source. */
    public State start(String source) {
        return new State(source);
    }

    /** The state before the first line of a source whose templates are known from elsewhere; they keep their ids. */
    public State start(String source, State known) {
        State s = new State(source);
        for (int i = 0; i < known.size(); i++) {
            s.tree.add(known.tree.get(i).copy());
        }
        s.tree.fingerprint(known.tree.fingerprint());
        return s;
    }

    /** Finds or makes the template of a line, given without its header. */
    public Mined mine(State s, CharSequence content) {
        masking.of(content);
        long key = MaskedLine.mix(line.whole ^ s.tree.fingerprint());
        int slot = (int) key & (REMEMBERED - 1);
        if (rememberedLine[slot] == key && rememberedTemplate[slot] > 0) {
            return mined(s.tree.get(rememberedTemplate[slot] - 1), false);
        }
        int known = s.tree.size();
        int found = find(s);
        if (found < 0) {
            return new Mined(OTHER, OTHER_TEXT, List.of(), false);
        }
        key = MaskedLine.mix(line.whole ^ s.tree.fingerprint());
        slot = (int) key & (REMEMBERED - 1);
        rememberedLine[slot] = key;
        rememberedTemplate[slot] = found + 1;
        return mined(s.tree.get(found), found == known);
    }

    /** Index of the line's template, old or new; −1 at the bound. */
    private int find(State s) {
        best = -1;
        int n = line.words;
        java.util.Arrays.fill(siblings, 0, n, 0);
        long first = n == 0 ? 0 : line.hash[0];
        long last = n == 0 ? 0 : line.hash[n - 1];
        compare(s, n, true, first, 0, 0);
        compare(s, n, true, TemplateTree.ANY, 0, 0);
        compare(s, n, false, last, first, TemplateTree.ANY);
        compare(s, n, false, TemplateTree.ANY, first, TemplateTree.ANY);
        if (best >= 0) {
            if (bestBad > 0) {
                s.tree.generalise(best, bestAt);
            }
            return best;
        }
        for (int w = 0; w < n; w++) {
            if (siblings[w] + 1 >= settings.siblings() && !line.pure[w]) {
                s.tree.generalise(eldest[w], w);
                return eldest[w];
            }
        }
        return s.tree.size() < settings.templates() ? s.tree.add(s.source, line) : -1;
    }

    /** Compares the line with one branch; leaves out templates that begin with one of two words: they were seen before. */
    private void compare(State s, int n, boolean front, long word, long seen, long seenToo) {
        int[] branch = s.tree.branch(n, front, word);
        int count = Math.min(branch[0], CANDIDATES);
        for (int k = 1; k <= count; k++) {
            Template t = s.tree.get(branch[k]);
            long first = n == 0 ? 0 : t.wild[0] ? TemplateTree.ANY : t.hash[0];
            if (front || (first != seen && first != seenToo)) {
                consider(t, branch[k]);
            }
        }
    }

    private void consider(Template t, int index) {
        if (!differsInOne(t)) {
            return;
        }
        boolean variable = bad == 0 || t.pure[at] || line.pure[at] || named(t, at);
        if (variable && (bad == 0 || constant >= ENOUGH)) {
            boolean better = best < 0
                    || bad < bestBad
                    || (bad == bestBad && (constant > bestConstant || (constant == bestConstant && index < best)));
            if (better) {
                best = index;
                bestBad = bad;
                bestConstant = constant;
                bestAt = at;
            }
        } else if (constant > 0) {
            eldest[at] = siblings[at]++ == 0 ? index : Math.min(eldest[at], index);
        }
    }

    /** Whether line and template differ in at most one word; which, and how many constant words agree. */
    private boolean differsInOne(Template t) {
        bad = 0;
        constant = 0;
        at = -1;
        for (int w = 0; w < line.words; w++) {
            if (t.wild[w]) {
                continue;
            }
            if (t.hash[w] == line.hash[w]) {
                constant += t.pure[w] ? 0 : 1;
            } else if (++bad > 1) {
                return false;
            } else {
                at = w;
            }
        }
        return true;
    }

    /** Both words are names, behind the same word that announces a name. */
    private boolean named(Template t, int w) {
        return w > 0
                && !t.wild[w - 1]
                && t.hash[w - 1] == line.hash[w - 1]
                && Shapes.cue(line.masked, line.from[w - 1], line.to[w - 1])
                && Shapes.name(line.masked, line.from[w], line.to[w])
                && Shapes.name(t.words[w], 0, t.words[w].length);
    }

    private Mined mined(Template t, boolean fresh) {
        var parameters = new ArrayList<Parameter>(line.variables + 1);
        int v = 0;
        for (int w = 0; w < line.words; w++) {
            if (t.wild[w]) {
                parameters.add(new Parameter(16 * w, line.text(line.wordFrom[w], line.wordTo[w])));
                while (v < line.variables && line.variableWord[v] == w) {
                    v++;
                }
            }
            for (int k = 0; v < line.variables && line.variableWord[v] == w; k++, v++) {
                parameters.add(new Parameter(
                        16 * w + Math.min(k, MOST_VARIABLES), line.text(line.variableFrom[v], line.variableTo[v])));
            }
        }
        return new Mined(t.id, t.text, parameters, fresh);
    }

    /** How the state is copied and written. */
    public StateCodec<State> codec() {
        return new TemplateCodec(settings);
    }
}
