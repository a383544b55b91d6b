package dev.undercurrent.training.logs;

import dev.undercurrent.core.Predictive;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.tokens.ContextModel;
import dev.undercurrent.core.tokens.KneserNey;
import dev.undercurrent.core.tokens.LogModel;
import dev.undercurrent.core.tokens.SequenceCalibration;
import dev.undercurrent.core.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Learns several laws of one corpus, weighs them by what they give to pieces that they have not learnt from, and
 * measures on the same pieces what a healthy sequence scores.
 *
 * <p>Cross-fitting: pieces are cut, in their order, into {@value #FOLDS} folds; each fold is scored by laws learnt
 * from the others. Weights maximise the likelihood of all that under the mixture (EM). The laws handed over learn from all
 * pieces.
 */
public final class LogTraining {

    static final int FOLDS = 5;
    private static final int EM_STEPS = 200;
    private static final double LEAST_WEIGHT = 1e-4;

    private final List<LawTrainer> trainers;

    public LogTraining(List<LawTrainer> trainers) {
        this.trainers = List.copyOf(trainers);
    }

    /** N-gram, bag: what needs no iterations. */
    public static List<LawTrainer> counting() {
        return List.of(counting("3-gram", ContextModel.Kind.NGRAM, 3), counting("bag", ContextModel.Kind.BAG, 2));
    }

    /** A law by counts of contexts. */
    public static LawTrainer counting(String name, ContextModel.Kind kind, int order) {
        return new LawTrainer() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public SequenceModel<?> train(int vocabulary, List<int[]> pieces) {
                return ContextModel.train(kind, order, vocabulary, pieces);
            }
        };
    }

    /** An n-gram with modified Kneser-Ney smoothing. */
    public static LawTrainer kneserNey(String name, int order) {
        return new LawTrainer() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public SequenceModel<?> train(int vocabulary, List<int[]> pieces) {
                return KneserNey.train(order, vocabulary, pieces);
            }
        };
    }

    /**
     * What training found.
     *
     * @param model to be served
     * @param nats [members] mean surprisal of a token of a piece not learnt from
     * @param mixture the same of the mixture
     * @param tokens number of them
     */
    public record Result(LogModel model, double[] nats, double mixture, long tokens) {}

    /** Learns all. */
    public Result train(LogCorpus corpus) {
        List<int[]> pieces = corpus.pieces();
        int vocabulary = corpus.vocabulary().size();
        int n = trainers.size();
        double[][][] held = new double[n][][];
        List<SequenceModel<?>> models = new ArrayList<>();
        for (int m = 0; m < n; m++) {
            held[m] = heldOut(trainers.get(m), vocabulary, pieces);
            models.add(trainers.get(m).train(vocabulary, pieces));
        }
        double[] weights = weights(held);
        List<LogModel.Member> members = new ArrayList<>();
        double[] nats = new double[n];
        for (int m = 0; m < n; m++) {
            members.add(new LogModel.Member(trainers.get(m).name(), models.get(m), weights[m]));
            nats[m] = mean(held[m]);
        }
        double[][] mixed = mixed(held, weights);
        SequenceCalibration calibration = corpus.ends() ? new SequenceCalibration(largest(mixed)) : null;
        long tokens = Arrays.stream(mixed).mapToLong(piece -> piece.length).sum();
        return new Result(new LogModel(corpus.vocabulary(), members, calibration), nats, mean(mixed), tokens);
    }

    /** [pieces][tokens] probability of each token under laws that have not learnt from its piece. */
    private static double[][] heldOut(LawTrainer trainer, int vocabulary, List<int[]> pieces) {
        double[][] held = new double[pieces.size()][];
        int folds = Math.min(FOLDS, pieces.size());
        for (int f = 0; f < folds; f++) {
            int from = (int) ((long) f * pieces.size() / folds);
            int to = (int) ((long) (f + 1) * pieces.size() / folds);
            List<int[]> others = new ArrayList<>(pieces.subList(0, from));
            others.addAll(pieces.subList(to, pieces.size()));
            SequenceModel<?> model = trainer.train(vocabulary, others);
            boolean[] seen = seen(vocabulary, others);
            for (int i = from; i < to; i++) {
                held[i] = probabilities(model, asSeen(pieces.get(i), seen));
            }
        }
        return held;
    }

    private static boolean[] seen(int vocabulary, List<int[]> pieces) {
        boolean[] seen = new boolean[vocabulary];
        for (int[] piece : pieces) {
            for (int token : piece) {
                seen[token] = true;
            }
        }
        return seen;
    }

    /** To a law that has not learnt from this piece, what comes in this piece only is new. */
    private static int[] asSeen(int[] piece, boolean[] seen) {
        return Arrays.stream(piece)
                .map(token -> seen[token] ? token : Vocabulary.NOVEL_TOKEN)
                .toArray();
    }

    /** Probability of each token of a sequence, given those before it. */
    public static <S> double[] probabilities(SequenceModel<S> model, int[] sequence) {
        double[] p = new double[sequence.length];
        S state = model.start();
        for (int t = 0; t < sequence.length; t++) {
            Token x = new Token(t, sequence[t]);
            Predictive law = model.predict(state);
            p[t] = Math.exp(-law.surprisal(x));
            model.observe(state, x);
        }
        return p;
    }

    private static double[] weights(double[][][] held) {
        int n = held.length;
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        for (int step = 0; step < EM_STEPS; step++) {
            double[] next = new double[n];
            double total = 0;
            for (int i = 0; i < held[0].length; i++) {
                for (int t = 0; t < held[0][i].length; t++) {
                    double sum = 0;
                    for (int m = 0; m < n; m++) {
                        sum += weights[m] * held[m][i][t];
                    }
                    for (int m = 0; sum > 0 && m < n; m++) {
                        next[m] += weights[m] * held[m][i][t] / sum;
                    }
                    total += sum > 0 ? 1 : 0;
                }
            }
            for (int m = 0; m < n; m++) {
                weights[m] = total > 0 ? next[m] / total : weights[m];
            }
        }
        return pruned(weights);
    }

    private static double[] pruned(double[] weights) {
        double sum = 0;
        for (int m = 0; m < weights.length; m++) {
            weights[m] = weights[m] < LEAST_WEIGHT ? 0 : weights[m];
            sum += weights[m];
        }
        for (int m = 0; m < weights.length; m++) {
            weights[m] /= sum;
        }
        return weights;
    }

    private static double[][] mixed(double[][][] held, double[] weights) {
        double[][] mixed = new double[held[0].length][];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = new double[held[0][i].length];
            for (int t = 0; t < mixed[i].length; t++) {
                for (int m = 0; m < held.length; m++) {
                    mixed[i][t] += weights[m] * held[m][i][t];
                }
            }
        }
        return mixed;
    }

    private static double mean(double[][] probabilities) {
        double sum = 0;
        long n = 0;
        for (double[] piece : probabilities) {
            for (double p : piece) {
                sum -= Math.log(Math.max(p, 1e-300));
                n++;
            }
        }
        return sum / n;
    }

    private static double[] largest(double[][] probabilities) {
        double[] largest = new double[probabilities.length];
        for (int i = 0; i < largest.length; i++) {
            double least = 1;
            for (double p : probabilities[i]) {
                least = Math.min(least, p);
            }
            largest[i] = -Math.log(Math.max(least, 1e-300));
        }
        return largest;
    }
}
