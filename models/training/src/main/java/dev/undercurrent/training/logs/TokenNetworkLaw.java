package dev.undercurrent.training.logs;

import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.training.TokenNetworkTrainer;
import java.util.List;

/** Learns a network on tokens: embedding, encoder, softmax. */
public final class TokenNetworkLaw implements LawTrainer {

    /** Length of an embedding. */
    static final int WIDTH = 32;

    private final NetworkSpec spec;
    private final long seed;

    /** @param spec elman, gru, lstm or transformer */
    public TokenNetworkLaw(NetworkSpec spec, long seed) {
        this.spec = spec;
        this.seed = seed;
    }

    @Override
    public String name() {
        return spec.kind().label();
    }

    @Override
    public SequenceModel<?> train(int vocabulary, List<int[]> pieces) {
        return new TokenNetworkTrainer(spec, WIDTH, seed).train(vocabulary, pieces);
    }
}
