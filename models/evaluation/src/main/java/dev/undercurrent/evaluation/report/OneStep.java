package dev.undercurrent.evaluation.report;

import dev.undercurrent.evaluation.MethodResult;
import dev.undercurrent.evaluation.SeriesResult;
import dev.undercurrent.evaluation.metric.Evidence;
import dev.undercurrent.evaluation.metric.Uniformity;
import java.util.Arrays;
import java.util.function.Function;

/**
 * How good the laws of the next value were, over the held-out values.
 *
 * @param evidence per event, nats
 * @param gain evidence per event above that of the report's reference, nats; NaN where that has none
 * @param pitHistogram [20] shares of probability integral transforms, all 0.05 for the true law
 * @param pitDeviation sup |F(u) − u| of the transforms
 * @param tailDeviation the same of the one-step p-values
 * @param rare share of p-values below 0.01, which is 0.01 for the true law
 */
public record OneStep(
        Evidence evidence, double gain, double[] pitHistogram, double pitDeviation, double tailDeviation, double rare) {

    /** Bins of the histogram. */
    static final int BINS = 20;

    /** Below this a p-value counts as rare. */
    static final double RARE = 0.01;

    /** Null for a method without laws. */
    static OneStep of(MethodResult result) {
        Evidence evidence = Evidence.of(all(result, SeriesResult::surprisals));
        if (evidence.events() == 0) {
            return null;
        }
        double[] pits = all(result, SeriesResult::pits);
        double[] tails = all(result, SeriesResult::tails);
        return new OneStep(
                evidence,
                Double.NaN,
                Uniformity.histogram(pits, BINS),
                Uniformity.deviation(pits),
                Uniformity.deviation(tails),
                Uniformity.rate(tails, RARE));
    }

    /** With its gain over a reference, on the condition that both scored the same number of events. */
    OneStep above(OneStep reference) {
        boolean comparable = reference.evidence.events() == evidence.events();
        double difference = comparable ? evidence.perEvent() - reference.evidence.perEvent() : Double.NaN;
        return new OneStep(evidence, difference, pitHistogram, pitDeviation, tailDeviation, rare);
    }

    private static double[] all(MethodResult result, Function<SeriesResult, double[]> part) {
        return result.series().stream()
                .map(part)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }
}
