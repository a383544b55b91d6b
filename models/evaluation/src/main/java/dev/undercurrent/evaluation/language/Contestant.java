package dev.undercurrent.evaluation.language;

import dev.undercurrent.core.tokens.LogModel;
import dev.undercurrent.core.tokens.Vocabulary;
import java.util.Arrays;
import java.util.List;

/**
 * A trained model of a log with what it is tried on.
 *
 * @param name of it in the report
 * @param model a trained one
 * @param sequences of template ids as a source that starts with the model's templates gives them, without ends
 * @param ends whether a sequence ends where its ids do
 */
public record Contestant(String name, LogModel model, List<long[]> sequences, boolean ends) {

    public Contestant {
        sequences = List.copyOf(sequences);
        if (!model.trained() || sequences.isEmpty()) {
            throw new IllegalArgumentException(name + (model.trained() ? " has no sequences" : " is untrained")
                    + "; allowed: a trained model and at least one sequence");
        }
    }

    /** The sequences as ids, with their ends where they have any. */
    List<long[]> closed() {
        return sequences.stream()
                .map(s -> ends ? Arrays.copyOf(s, s.length + 1) : s)
                .toList();
    }

    /** The same as tokens of the model. */
    List<int[]> tokens() {
        Vocabulary vocabulary = model.vocabulary();
        return closed().stream()
                .map(s -> Arrays.stream(s).mapToInt(vocabulary::token).toArray())
                .toList();
    }

    /** Share of lines whose template the model does not know. */
    double novel() {
        long lines = 0;
        long novel = 0;
        for (long[] sequence : sequences) {
            for (long template : sequence) {
                lines++;
                novel += model.vocabulary().token(template) == Vocabulary.NOVEL_TOKEN ? 1 : 0;
            }
        }
        return (double) novel / lines;
    }
}
