package dev.undercurrent.training.logs;

import dev.undercurrent.core.SequenceModel;
import java.util.List;

/** Learns one kind of law of the next token. */
public interface LawTrainer {

    /** Name of the law, as in evaluations. */
    String name();

    /**
     * @param vocabulary number of tokens
     * @param pieces sequences of tokens
     */
    SequenceModel<?> train(int vocabulary, List<int[]> pieces);
}
