package dev.undercurrent.core.tokens;

import java.util.List;

/**
 * A line as its template and what is left.
 *
 * @param template id of the template: a hash of the source and of the template as it was first seen, final when emitted;
 *     {@link TemplateMiner#OTHER} where the bound on templates is reached
 * @param text the template now, with {@value TemplateMiner#VARIABLE} for variables; may grow more of them
 * @param parameters what stood at the variables, in the order of the line
 * @param fresh true where this line made the template
 */
public record Mined(long template, String text, List<Parameter> parameters, boolean fresh) {}
