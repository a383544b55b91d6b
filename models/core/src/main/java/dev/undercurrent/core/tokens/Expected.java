package dev.undercurrent.core.tokens;

/**
 * A template that could come next.
 *
 * @param template its id; {@link Vocabulary#END} where the sequence would end, {@link TemplateMiner#OTHER} for any
 *     template never seen
 * @param probability of it, in [0, 1]
 * @param text of the template
 */
public record Expected(long template, double probability, String text) {}
