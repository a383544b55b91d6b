package dev.undercurrent.bundle.card;

import java.util.List;

/**
 * What a model's page shows.
 *
 * @param title name of the model
 * @param summary a sentence or two
 * @param facts what it is, in pairs
 * @param sections in the order of the page; neighbours of one kind stand under one heading
 */
public record Card(String title, String summary, List<Fact> facts, List<Section> sections) {

    /** A name and what belongs to it. */
    public record Fact(String name, String value) {}

    public Card {
        facts = List.copyOf(facts);
        sections = List.copyOf(sections);
    }

    /** The page: HTML in one piece, equal for equal cards. */
    public String html() {
        return Page.of(this);
    }
}
