package dev.undercurrent.jobs.cli.benchmark;

import com.amazon.randomcutforest.config.ForestMode;
import com.amazon.randomcutforest.config.TransformMethod;
import com.amazon.randomcutforest.parkservices.AnomalyDescriptor;
import com.amazon.randomcutforest.parkservices.ThresholdedRandomCutForest;
import dev.undercurrent.core.math.Special;
import dev.undercurrent.evaluation.benchmark.Detector;

/**
 * Random cut forest (Guha et al. 2016) with its own threshold, as its authors' examples set it up: 50 trees of 256 points,
 * shingles of 8, normalised input, anomaly grade as the score.
 *
 * <p>As a tail probability, for incidents: how many deviations its score is above its own running mean, under the normal
 * law; calibration then corrects what that gets wrong.
 */
final class RandomCutForest implements Detector {

    static final int TREES = 50;
    static final int SAMPLE = 256;
    static final int SHINGLE = 8;

    /** Rows before the forest says anything. */
    private static final int LEAST = 64;

    private static final double MEMORY = 0.002;
    private static final long SEED = 17;

    private final ThresholdedRandomCutForest forest;
    private final double[] last;
    private double grade;
    private double mean;
    private double variance;
    private long rows;
    private long heard;

    RandomCutForest(int channels) {
        last = new double[channels];
        forest = ThresholdedRandomCutForest.builder()
                .dimensions(channels * SHINGLE)
                .shingleSize(SHINGLE)
                .numberOfTrees(TREES)
                .sampleSize(SAMPLE)
                .internalShinglingEnabled(true)
                .parallelExecutionEnabled(false)
                .forestMode(ForestMode.STANDARD)
                .transformMethod(TransformMethod.NORMALIZE)
                .autoAdjust(true)
                .randomSeed(SEED)
                .build();
    }

    /** Makes forests. */
    static Detector.Factory factory() {
        return new Detector.Factory() {
            @Override
            public String title() {
                return "random-cut-forest";
            }

            @Override
            public double threshold() {
                return Double.MIN_NORMAL;
            }

            @Override
            public Detector start(int channels, int season) {
                return new RandomCutForest(channels);
            }
        };
    }

    @Override
    public double tail(double[] values) {
        for (int c = 0; c < last.length; c++) {
            last[c] = Double.isNaN(values[c]) ? last[c] : values[c];
        }
        AnomalyDescriptor said = forest.process(last.clone(), rows++);
        grade = said.getAnomalyGrade();
        double score = said.getRCFScore();
        if (rows < LEAST || !(score > 0)) {
            return 1;
        }
        double error = score - mean;
        double tail = heard < LEAST || variance == 0 ? 1 : Special.normalCdf(-error / Math.sqrt(variance));
        heard++;
        double step = Math.max(MEMORY, 1.0 / heard);
        mean += step * error;
        variance += step * ((1 - step) * error * error - variance);
        return tail;
    }

    @Override
    public double score(double tail) {
        return grade;
    }
}
