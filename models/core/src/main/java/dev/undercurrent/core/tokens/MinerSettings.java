package dev.undercurrent.core.tokens;

import java.io.Serializable;

/**
 * Bounds and thresholds of a {@link TemplateMiner}.
 *
 * @param templates most templates per source, 1 to 1,000,000; lines that would need more are {@link TemplateMiner#OTHER}
 * @param words words of a line that are looked at, 2 to 1,000; what follows is one variable
 * @param characters characters of a line that are looked at, at least 16
 * @param similarity share of the constant words that must agree for a line to join a template, in (0, 1]
 */
public record MinerSettings(int templates, int words, int characters, double similarity) implements Serializable {

    public MinerSettings {
        if (templates < 1 || templates > 1_000_000) {
            throw new IllegalArgumentException("templates is " + templates + "; allowed: 1 to 1,000,000");
        }
        if (words < 2 || words > 1000 || characters < 16) {
            throw new IllegalArgumentException(
                    "words is " + words + " and characters " + characters + "; allowed: 2 to 1,000 and at least 16");
        }
        if (!(similarity > 0 && similarity <= 1)) {
            throw new IllegalArgumentException("similarity is " + similarity + "; allowed: above 0, up to 1");
        }
    }

    /** What serves where nothing is known of the source. */
    public static MinerSettings standard() {
        return new MinerSettings(4096, 128, 4096, 0.5);
    }
}
