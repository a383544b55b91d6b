package dev.undercurrent.bundle;

import java.util.List;

/**
 * How a model came about, as its manifest tells it. What is not known is 0, {@code ""}, NaN or an empty list.
 *
 * @param data what it was trained on, in words
 * @param seeds seeds of the run, in the order of use
 * @param steps steps of the optimiser, or iterations of EM
 * @param tokens events seen, repetitions counted
 * @param losses history of the loss
 * @param evidence log likelihood of held-out events, nats per event
 * @param figures results of evaluations
 * @param createdBy program and version that made the bundle
 * @param created when, in words of the caller; {@code ""} keeps bundles of equal training equal
 */
public record Training(
        String data,
        List<Long> seeds,
        long steps,
        long tokens,
        List<Loss> losses,
        double evidence,
        List<Figure> figures,
        String createdBy,
        String created) {

    /**
     * Loss at one step.
     *
     * @param step steps done, ≥ 0, ascending
     * @param train mean loss of training batches since the last entry, nats per event unless the data text says otherwise
     * @param validation loss of held-out data; NaN where it was not taken
     */
    public record Loss(long step, double train, double validation) {

        public Loss {
            if (step < 0 || !Double.isFinite(train) || Double.isInfinite(validation)) {
                throw new BundleException(BundleFiles.MANIFEST + ": loss at step " + step + " is " + train
                        + " in training and " + validation + " in validation; allowed: steps from 0, finite losses");
            }
        }
    }

    /**
     * A result of an evaluation.
     *
     * @param data what was evaluated on
     * @param metric its name in the field, with unit where it has one
     * @param value finite
     */
    public record Figure(String data, String metric, double value) {

        public Figure {
            Texts.checkProse("data of a figure", data);
            Texts.checkProse("metric of a figure", metric);
            if (!Double.isFinite(value)) {
                throw BundleException.of(BundleFiles.MANIFEST, "figure " + metric, value, "finite numbers");
            }
        }
    }

    public Training {
        Texts.checkProse("training data", data);
        Texts.checkProse("created by", createdBy);
        Texts.checkProse("created", created);
        seeds = List.copyOf(seeds);
        losses = List.copyOf(losses);
        figures = List.copyOf(figures);
        if (steps < 0 || tokens < 0 || Double.isInfinite(evidence)) {
            throw new BundleException(BundleFiles.MANIFEST + ": training of " + steps + " steps, " + tokens
                    + " tokens, evidence " + evidence + "; allowed: counts from 0, finite evidence");
        }
        for (int i = 1; i < losses.size(); i++) {
            if (losses.get(i).step <= losses.get(i - 1).step) {
                throw BundleException.of(
                        BundleFiles.MANIFEST, "step of a loss", losses.get(i).step, "more than the one before");
            }
        }
    }

    /** Of a model whose history is not known. */
    public static Training unknown(String createdBy) {
        return new Training("", List.of(), 0, 0, List.of(), Double.NaN, List.of(), createdBy, "");
    }
}
