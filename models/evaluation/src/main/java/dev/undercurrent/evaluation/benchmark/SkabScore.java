package dev.undercurrent.evaluation.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The scores of the Skoltech benchmark (SKAB): outliers row by row over all files together, and change points by its variant
 * of the Numenta score, in which a window of a minute begins at each true change point.
 *
 * @param f1 of anomalous rows, in [0, 1]
 * @param falseAlarmRate healthy rows called anomalous, percent
 * @param missedAlarmRate anomalous rows called healthy, percent
 * @param changePoints true change points
 * @param missed windows without a prediction
 * @param outside predicted change points outside of every window
 * @param nab change point score by profile, 0 = nothing predicted, 100 = all at once
 * @param delays [change points found] seconds from the change to its first prediction
 */
public record SkabScore(
        double f1,
        double falseAlarmRate,
        double missedAlarmRate,
        int changePoints,
        int missed,
        int outside,
        Map<NabProfile, Double> nab,
        double[] delays) {

    private static final double WIDTH = 60;
    private static final int CURVE = 1000;

    /**
     * Judged rows of one file, in order.
     *
     * @param seconds time of each row
     * @param outlier labelled as anomalous
     * @param change labelled as a change point
     * @param saidOutlier predicted as anomalous
     * @param saidChange predicted as a change point
     */
    public record File(
            double[] seconds, boolean[] outlier, boolean[] change, boolean[] saidOutlier, boolean[] saidChange) {}

    /** Change points where none were predicted as such: every change of the predicted outliers. */
    public static boolean[] changesOf(boolean[] outlier) {
        boolean[] changes = new boolean[outlier.length];
        for (int i = 0; i < outlier.length; i++) {
            changes[i] = i == 0 ? outlier[0] : outlier[i] != outlier[i - 1];
        }
        return changes;
    }

    /** Judges predictions on all files together. */
    public static SkabScore of(List<File> files) {
        int[] table = new int[4];
        Windows windows = new Windows();
        for (File file : files) {
            for (int i = 0; i < file.outlier.length; i++) {
                table[(file.outlier[i] ? 2 : 0) + (file.saidOutlier[i] ? 1 : 0)]++;
            }
            windows.add(file);
        }
        int trueNegative = table[0];
        int falsePositive = table[1];
        int falseNegative = table[2];
        int truePositive = table[3];
        Map<NabProfile, Double> nab = new EnumMap<>(NabProfile.class);
        for (NabProfile profile : NabProfile.values()) {
            nab.put(profile, windows.normalised(profile));
        }
        return new SkabScore(
                truePositive == 0 ? 0 : truePositive / (truePositive + (falseNegative + falsePositive) / 2.0),
                100.0 * falsePositive / (falsePositive + trueNegative),
                100.0 * falseNegative / (falseNegative + truePositive),
                windows.all,
                windows.missed,
                windows.outside,
                nab,
                windows.delays.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Change points of all files. */
    private static final class Windows {
        private final List<Double> shares = new ArrayList<>();
        private final List<Double> delays = new ArrayList<>();
        private int all;
        private int missed;
        private int outside;

        void add(File file) {
            double[] from = times(file.seconds, file.change);
            double[] to = Arrays.stream(from).map(t -> t + WIDTH).toArray();
            // where windows meet, the later one begins behind the earlier one
            double[] begin = from.clone();
            for (int w = 1; w < from.length; w++) {
                if (to[w - 1] >= begin[w]) {
                    begin[w] = to[w - 1];
                }
            }
            double[] said = times(file.seconds, file.saidChange);
            boolean[] inside = new boolean[said.length];
            for (int w = 0; w < from.length; w++) {
                int first = -1;
                for (int i = 0; i < said.length; i++) {
                    if (said[i] >= begin[w] && said[i] <= to[w]) {
                        inside[i] = true;
                        first = first < 0 ? i : first;
                    }
                }
                if (first < 0) {
                    missed++;
                } else {
                    shares.add((said[first] - begin[w]) / (to[w] - begin[w]));
                    delays.add(said[first] - from[w]);
                }
            }
            all += from.length;
            for (boolean in : inside) {
                outside += in ? 0 : 1;
            }
        }

        private static double[] times(double[] seconds, boolean[] marked) {
            double[] found = new double[seconds.length];
            int n = 0;
            for (int i = 0; i < seconds.length; i++) {
                if (marked[i]) {
                    found[n++] = seconds[i];
                }
            }
            return Arrays.copyOf(found, n);
        }

        double normalised(NabProfile profile) {
            double top = profile.hit();
            double bottom = -profile.outside();
            double raw = bottom * outside - profile.miss() * missed;
            for (double share : shares) {
                raw += late(share, top, bottom);
            }
            double nothing = -profile.miss() * all;
            return 100 * (raw - nothing) / (top * all - nothing);
        }

        /** From top at once to bottom a window late, on a hyperbolic tangent that the benchmark tabulates. */
        private static double late(double share, double top, double bottom) {
            int i = Math.min((int) (share * CURVE), CURVE - 1);
            double x = -Math.PI / 2 + Math.PI * i / (CURVE - 1);
            double half = (top - bottom) / 2;
            return half * -Math.tanh(x) / Math.tanh(Math.PI / 2) + half + bottom;
        }
    }
}
