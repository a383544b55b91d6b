package dev.undercurrent.core.tokens;

import java.io.Serializable;

/**
 * Bounds of a {@link TemplateMiner}.
 *
 * @param templates most templates per source, 1 to 1,000,000; lines that would need more are {@link TemplateMiner#OTHER}
 * @param words words of a line that are looked at, 2 to 1,000; what follows is one variable
 * @param characters characters of a line that are looked at, 16 to 1,000,000; what follows is one variable
 * @param siblings templates that differ in one and the same word only, from which on this word is taken for a variable, at
 *     least 2
 */
public record MinerSettings(int templates, int words, int characters, int siblings) implements Serializable {

    public MinerSettings {
        if (templates < 1 || templates > 1_000_000) {
            throw new IllegalArgumentException("templates is " + templates + "; allowed: 1 to 1,000,000");
        }
        if (words < 2 || words > 1000) {
            throw new IllegalArgumentException("words is " + words + "; allowed: 2 to 1,000");
        }
        if (characters < 16 || characters > 1_000_000) {
            throw new IllegalArgumentException("characters is " + characters + "; allowed: 16 to 1,000,000");
        }
        if (siblings < 2) {
            throw new IllegalArgumentException("siblings is " + siblings + "; allowed: at least 2");
        }
    }

    /** What serves where nothing is known of the source. */
    public static MinerSettings standard() {
        return new MinerSettings(4096, 128, 4096, 10);
    }
}
