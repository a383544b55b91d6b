package dev.undercurrent.core.tokens;

import java.util.HashMap;
import java.util.Map;

/**
 * Templates as tokens: token {@value #END_TOKEN} is the end of a sequence, {@value #NOVEL_TOKEN} any template that is not in
 * the vocabulary, the others follow in order.
 */
public final class Vocabulary {

    /** Token of the end of a sequence. */
    public static final int END_TOKEN = 0;

    /** Token of every template outside of the vocabulary. */
    public static final int NOVEL_TOKEN = 1;

    /** Token of the first template. */
    public static final int FIRST = 2;

    /** What stands for the end of a sequence where a template id is asked for. */
    public static final long END = 0;

    /** Text of {@link #END}. */
    public static final String END_TEXT = "<end>";

    private final long[] templates;
    private final String[] texts;
    private final Map<Long, Integer> tokens = new HashMap<>();

    /**
     * @param templates ids, each once
     * @param texts of them
     */
    public Vocabulary(long[] templates, String[] texts) {
        if (templates.length != texts.length) {
            throw new IllegalArgumentException(
                    templates.length + " templates but " + texts.length + " texts; allowed: as many");
        }
        this.templates = templates.clone();
        this.texts = texts.clone();
        for (int i = 0; i < templates.length; i++) {
            if (templates[i] == END || templates[i] == TemplateMiner.OTHER) {
                throw new IllegalArgumentException("template " + templates[i] + " is reserved; allowed: any other");
            }
            if (tokens.put(templates[i], i + FIRST) != null) {
                throw new IllegalArgumentException("template " + templates[i] + " is there twice; allowed: once");
            }
        }
    }

    /** Number of tokens, with end and novel. */
    public int size() {
        return templates.length + FIRST;
    }

    /** The token of a template; {@link #NOVEL_TOKEN} where it is not in here. */
    public int token(long template) {
        return template == END ? END_TOKEN : tokens.getOrDefault(template, NOVEL_TOKEN);
    }

    /** The template of a token; {@link #END} and {@link TemplateMiner#OTHER} for the first two. */
    public long template(int token) {
        return token >= FIRST ? templates[token - FIRST] : token == END_TOKEN ? END : TemplateMiner.OTHER;
    }

    /** The text of a token. */
    public String text(int token) {
        return token >= FIRST ? texts[token - FIRST] : token == END_TOKEN ? END_TEXT : TemplateMiner.OTHER_TEXT;
    }
}
