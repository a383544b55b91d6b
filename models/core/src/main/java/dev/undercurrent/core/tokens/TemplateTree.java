package dev.undercurrent.core.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The templates of one source, in order of appearance, to be found by number of words and first or last word. */
final class TemplateTree {

    /** Stands for any word in a branch. */
    static final long ANY = 0x9e3779b97f4a7c15L;

    private static final int[] NONE = {0};

    private final List<Template> templates = new ArrayList<>();

    /** Per branch: number of templates, then their indices, ascending. */
    private final Map<Long, int[]> branches = new HashMap<>();

    private final Map<Long, Integer> ids = new HashMap<>();
    private long fingerprint = 1;

    int size() {
        return templates.size();
    }

    Template get(int i) {
        return templates.get(i);
    }

    /** Changes with each change of the templates. */
    long fingerprint() {
        return fingerprint;
    }

    void fingerprint(long value) {
        fingerprint = value;
    }

    int[] branch(int words, boolean front, long word) {
        return branches.getOrDefault(key(words, front, word), NONE);
    }

    private static long key(int words, boolean front, long word) {
        return MaskedLine.mix(word + 2L * words + (front ? 1 : 0));
    }

    /** Makes a template of a line; its id is a hash of the source and of its masked words. */
    int add(String source, MaskedLine line) {
        long id = 0xcbf29ce484222325L;
        for (int i = 0; i < source.length(); i++) {
            id = (id ^ source.charAt(i)) * 0x100000001b3L;
        }
        id = MaskedLine.mix(id + line.words);
        for (int w = 0; w < line.words; w++) {
            id = MaskedLine.mix(id * 31 + line.hash[w]);
        }
        while (ids.containsKey(id) || id == Vocabulary.END || id == TemplateMiner.OTHER) {
            id = MaskedLine.mix(id + 1);
        }
        return add(Template.of(id, line));
    }

    int add(Template t) {
        int index = templates.size();
        templates.add(t);
        ids.put(t.id, index);
        enter(t, index, true);
        enter(t, index, false);
        fingerprint = MaskedLine.mix(fingerprint ^ t.id);
        return index;
    }

    boolean has(long id) {
        return ids.containsKey(id);
    }

    void generalise(int index, int position) {
        Template t = templates.get(index);
        leave(t, index, true);
        leave(t, index, false);
        t.generalise(position);
        enter(t, index, true);
        enter(t, index, false);
        fingerprint = MaskedLine.mix(fingerprint ^ (t.id + 31L * (position + 1)));
    }

    private static long keyOf(Template t, boolean front) {
        int n = t.hash.length;
        int w = front ? 0 : n - 1;
        return key(n, front, n == 0 ? 0 : t.wild[w] ? ANY : t.hash[w]);
    }

    private void enter(Template t, int index, boolean front) {
        long key = keyOf(t, front);
        int[] branch = branches.get(key);
        int count = branch == null ? 0 : branch[0];
        if (branch == null) {
            branch = new int[3];
        } else if (count + 1 == branch.length) {
            branch = Arrays.copyOf(branch, 2 * branch.length);
        }
        int k = count + 1;
        while (k > 1 && branch[k - 1] > index) {
            branch[k] = branch[k - 1];
            k--;
        }
        branch[k] = index;
        branch[0] = count + 1;
        branches.put(key, branch);
    }

    private void leave(Template t, int index, boolean front) {
        int[] branch = branches.get(keyOf(t, front));
        int k = 1;
        while (branch[k] != index) {
            k++;
        }
        System.arraycopy(branch, k + 1, branch, k, branch[0] - k);
        branch[0]--;
    }
}
