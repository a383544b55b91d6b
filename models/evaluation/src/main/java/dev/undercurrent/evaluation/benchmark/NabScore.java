package dev.undercurrent.evaluation.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The score of the Numenta benchmark over some files (Lavin and Ahmad 2015; Ahmad et al. 2017): a window is worth its best
 * detection, every other detected row costs. One threshold holds for all files.
 *
 * @param raw credits less charges
 * @param nothing what a detector that never detects gets
 * @param perfect what one detection on the first row of every window gets
 * @param threshold scores from which on a row counts as detected
 * @param windows labelled windows
 * @param hit windows with a detection
 * @param outside rows detected outside of windows
 */
public record NabScore(
        double raw, double nothing, double perfect, double threshold, int windows, int hit, int outside) {

    /** A threshold above every score. */
    public static final double NEVER = 1.1;

    /**
     * Scores of one detector on one file.
     *
     * @param labels of that file
     * @param scores [rows]
     */
    public record File(NabLabels labels, double[] scores) {
        public File {
            if (scores.length != labels.rows()) {
                throw new IllegalArgumentException(
                        scores.length + " scores; allowed: one for each of " + labels.rows() + " rows");
            }
        }
    }

    /** 0 = no detection, 100 = perfect. */
    public double normalised() {
        return 100 * (raw - nothing) / (perfect - nothing);
    }

    /** The score with a threshold fixed beforehand. */
    public static NabScore at(List<File> files, NabProfile profile, double threshold) {
        return sweep(files, profile, threshold);
    }

    /** The score with the threshold that is best on these same files: the benchmark's own practice. */
    public static NabScore optimised(List<File> files, NabProfile profile) {
        return sweep(files, profile, Double.NaN);
    }

    /** The score of several groups of files, each with a threshold of its own; {@code threshold} is NaN. */
    public static NabScore sum(List<NabScore> parts) {
        double raw = 0;
        double nothing = 0;
        double perfect = 0;
        int windows = 0;
        int hit = 0;
        int outside = 0;
        for (NabScore p : parts) {
            raw += p.raw;
            nothing += p.nothing;
            perfect += p.perfect;
            windows += p.windows;
            hit += p.hit;
            outside += p.outside;
        }
        return new NabScore(raw, nothing, perfect, Double.NaN, windows, hit, outside);
    }

    private record Row(double score, double worth, int window) {}

    private static NabScore sweep(List<File> files, NabProfile profile, double fixed) {
        List<Row> rows = new ArrayList<>();
        int windows = 0;
        int open = 0;
        for (File file : files) {
            boolean[] judged = new boolean[file.labels.windows()];
            for (int i = file.labels.probation(); i < file.labels.rows(); i++) {
                int w = file.labels.window(i);
                if (w != NabLabels.OUTSIDE) {
                    judged[w] = true;
                }
                double score = Double.isNaN(file.scores[i]) ? 0 : file.scores[i];
                if (Double.isNaN(fixed) || score >= fixed) {
                    rows.add(new Row(score, file.labels.worth(i), w == NabLabels.OUTSIDE ? w : windows + w));
                }
            }
            for (boolean j : judged) {
                open += j ? 1 : 0;
            }
            windows += file.labels.windows();
        }
        rows.sort(Comparator.comparingDouble(Row::score).reversed());
        double nothing = -profile.miss() * open;
        double perfect = profile.hit() * windows;
        Tally tally = new Tally(profile, nothing, windows);
        NabScore best = new NabScore(nothing, nothing, perfect, NEVER, windows, 0, 0);
        for (int i = 0; i < rows.size(); ) {
            double threshold = rows.get(i).score;
            for (; i < rows.size() && rows.get(i).score == threshold; i++) {
                tally.add(rows.get(i));
            }
            if (Double.isNaN(fixed) && tally.raw > best.raw) {
                best = new NabScore(tally.raw, nothing, perfect, threshold, windows, tally.hit, tally.outside);
            }
        }
        return Double.isNaN(fixed)
                ? best
                : new NabScore(tally.raw, nothing, perfect, fixed, windows, tally.hit, tally.outside);
    }

    /** Rows taken in one by one, from the highest score down. */
    private static final class Tally {
        private final NabProfile profile;
        private final double[] best;
        private double raw;
        private int hit;
        private int outside;

        Tally(NabProfile profile, double raw, int windows) {
            this.profile = profile;
            this.raw = raw;
            this.best = new double[windows];
            Arrays.fill(best, Double.NaN);
        }

        void add(Row row) {
            if (row.window == NabLabels.OUTSIDE) {
                raw += profile.outside() * row.worth;
                outside++;
                return;
            }
            double credit = profile.hit() * row.worth;
            double before = best[row.window];
            if (Double.isNaN(before)) {
                raw += profile.miss() + credit;
                hit++;
                best[row.window] = credit;
            } else if (credit > before) {
                raw += credit - before;
                best[row.window] = credit;
            }
        }
    }
}
