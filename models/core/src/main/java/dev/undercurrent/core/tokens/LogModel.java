package dev.undercurrent.core.tokens;

import dev.undercurrent.core.SequenceModel;
import java.util.ArrayList;
import java.util.List;

/** What was learnt of a kind of log before: vocabulary, laws and what healthy sequences score. Not for several threads. */
public final class LogModel {

    /**
     * A law of the next token.
     *
     * @param name of it, as in evaluations
     * @param model whose laws are mass functions over the vocabulary
     * @param weight of it in the common law, ≥ 0
     */
    public record Member(String name, SequenceModel<?> model, double weight) {}

    private final Vocabulary vocabulary;
    private final List<Member> members;
    private final TokenMixture mixture;
    private final TokenHmm hmm;
    private final int hmmMember;
    private final SequenceCalibration calibration;
    private final long lineage;

    /**
     * @param members at least one; weights sum to 1; the first {@link TokenHmm} tells regimes, where there is one
     * @param calibration of whole sequences; null where sequences have no ends
     */
    public LogModel(Vocabulary vocabulary, List<Member> members, SequenceCalibration calibration) {
        this.vocabulary = vocabulary;
        this.members = List.copyOf(members);
        this.calibration = calibration;
        List<SequenceModel<?>> models = new ArrayList<>();
        double[] weights = new double[members.size()];
        TokenHmm first = null;
        int at = -1;
        long hash = vocabulary.size();
        for (int m = 0; m < weights.length; m++) {
            Member member = members.get(m);
            models.add(member.model());
            weights[m] = member.weight();
            hash = MaskedLine.mix(hash * 31 + member.name().hashCode());
            if (member.model() instanceof TokenNetwork network) {
                hash = MaskedLine.mix(hash * 31 + network.start().length);
            }
            if (first == null && member.model() instanceof TokenHmm of) {
                first = of;
                at = m;
            }
        }
        for (int v = 0; v < vocabulary.size(); v++) {
            hash = MaskedLine.mix(hash * 31 + vocabulary.template(v));
        }
        this.hmm = first;
        this.hmmMember = at;
        this.lineage = hash;
        this.mixture = members.isEmpty() ? null : new TokenMixture(models, weights, vocabulary.size());
    }

    /** Knows nothing: all is learnt per key. */
    public static LogModel untrained() {
        return new LogModel(new Vocabulary(new long[0], new String[0]), List.of(), null);
    }

    /** True where there are laws. */
    public boolean trained() {
        return mixture != null;
    }

    /** The templates that the laws know. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public List<Member> members() {
        return members;
    }

    /** The common law; null where untrained. */
    public TokenMixture mixture() {
        return mixture;
    }

    /** Of whole sequences; null where these have no ends. */
    public SequenceCalibration calibration() {
        return calibration;
    }

    /** The member that tells regimes, or null. */
    TokenHmm hmm() {
        return hmm;
    }

    int hmmMember() {
        return hmmMember;
    }

    /** Equal for models whose states fit each other. */
    long lineage() {
        return lineage;
    }
}
