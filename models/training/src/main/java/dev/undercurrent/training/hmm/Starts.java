package dev.undercurrent.training.hmm;

import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.math.Elementary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import smile.clustering.KMeans;
import smile.math.MathEx;

/**
 * Models to begin EM with: events are labelled by clusters, and the labels are counted. Equal seeds give equal models.
 *
 * @param series each [T][D], standardised
 * @param units they were standardised by
 * @param nu degrees of freedom, +∞ for Gaussian
 * @param floor smallest scale
 */
record Starts(List<double[][]> series, Units units, double nu, double floor) {

    /** How a start was found. */
    enum Kind {
        /** k-means of single events: regimes that differ in level. */
        EVENTS,
        /** k-means of means and log deviations of stretches: regimes that differ in level or spread. */
        STRETCHES,
        /** Stretches drawn at random, each event labelled by the most similar one. */
        RANDOM,
        /** A model that was there before. */
        PREVIOUS
    }

    /** Events in a stretch. */
    private static final int STRETCH = 8;

    /** Points that k-means is given at most. */
    private static final int POINTS = 10_000;

    private static final int MEANS_ITERATIONS = 50;
    private static final double MEANS_TOLERANCE = 1e-4;

    /** Pseudo-count of every move between labels. */
    private static final double MOVES = 0.5;

    /** The kind of restart number n. */
    static Kind kind(int n) {
        return n == 0 ? Kind.EVENTS : n == 1 ? Kind.STRETCHES : Kind.RANDOM;
    }

    HmmModel of(Kind kind, int k, long seed) {
        List<double[][]> features = new ArrayList<>();
        for (double[][] z : series) {
            features.add(kind == Kind.EVENTS ? filled(z) : stretches(z));
        }
        double[][] points = thinned(features);
        Set<List<Double>> distinct = new HashSet<>();
        for (double[] point : points) {
            distinct.add(box(point));
        }
        boolean random = k == 1 || kind == Kind.RANDOM || distinct.size() <= 2 * k;
        double[][] centres = random ? drawn(points, k, seed) : means(points, k, seed);
        return counted(features, centres);
    }

    private static List<Double> box(double[] point) {
        List<Double> boxed = new ArrayList<>();
        for (double value : point) {
            boxed.add(value);
        }
        return boxed;
    }

    private static double[][] means(double[][] points, int k, long seed) {
        MathEx.setSeed(seed);
        return KMeans.fit(points, k, MEANS_ITERATIONS, MEANS_TOLERANCE).centroids;
    }

    private static double[][] drawn(double[][] points, int k, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] centres = new double[k][];
        for (int i = 0; i < k; i++) {
            centres[i] = points[(int) (Draw.uniform(random) * points.length)];
        }
        return centres;
    }

    /** Evenly spaced points of all series, at most {@link #POINTS}. */
    private static double[][] thinned(List<double[][]> features) {
        long total = features.stream().mapToLong(f -> f.length).sum();
        long step = Math.max(1, (total + POINTS - 1) / POINTS);
        List<double[]> points = new ArrayList<>();
        long at = 0;
        for (double[][] feature : features) {
            for (double[] point : feature) {
                if (at++ % step == 0) {
                    points.add(point);
                }
            }
        }
        return points.toArray(double[][]::new);
    }

    /** Missing values replaced by the last present one, 0 before the first. */
    private static double[][] filled(double[][] z) {
        double[][] out = new double[z.length][];
        for (int t = 0; t < z.length; t++) {
            out[t] = z[t].clone();
            for (int c = 0; c < out[t].length; c++) {
                if (Double.isNaN(out[t][c])) {
                    out[t][c] = t == 0 ? 0.0 : out[t - 1][c];
                }
            }
        }
        return out;
    }

    /** [T][2 D] mean and log deviation of the stretch around each event. */
    private double[][] stretches(double[][] z) {
        int d = units.channels();
        double[][] out = new double[z.length][2 * d];
        for (int t = 0; t < z.length; t++) {
            int from = Math.max(0, Math.min(t - STRETCH / 2, z.length - STRETCH));
            Moments moments = new Moments();
            for (int s = from; s < Math.min(z.length, from + STRETCH); s++) {
                moments.add(z[s]);
            }
            for (int c = 0; c < d; c++) {
                out[t][c] = moments.mean(c);
                out[t][d + c] = moments.count(c) > 1.0 ? Elementary.log(Math.max(moments.deviation(c), floor)) : 0.0;
            }
        }
        return out;
    }

    private HmmModel counted(List<double[][]> features, double[][] centres) {
        int k = centres.length;
        double[][] moves = new double[k][k];
        double[] first = new double[k];
        Moments all = new Moments();
        Moments[] moments = new Moments[k];
        for (int i = 0; i < k; i++) {
            moments[i] = new Moments();
            first[i] = 1.0;
            Arrays.fill(moves[i], MOVES);
        }
        for (int n = 0; n < features.size(); n++) {
            int before = -1;
            double[][] z = series.get(n);
            for (int t = 0; t < z.length; t++) {
                int label = nearest(features.get(n)[t], centres);
                moments[label].add(z[t]);
                all.add(z[t]);
                if (before < 0) {
                    first[label]++;
                } else {
                    moves[before][label]++;
                }
                before = label;
            }
        }
        normalise(first);
        for (double[] row : moves) {
            normalise(row);
        }
        return new HmmModel(first, moves, laws(moments, all), units, Labels.first(k));
    }

    private Emissions laws(Moments[] moments, Moments all) {
        int k = moments.length;
        int d = units.channels();
        double perScale = nu == Double.POSITIVE_INFINITY ? 1.0 : Math.sqrt((nu - 2.0) / nu);
        double[][] location = new double[k][d];
        double[][] scale = new double[k][d];
        for (int i = 0; i < k; i++) {
            for (int c = 0; c < d; c++) {
                boolean seen = moments[i].count(c) > 1.0;
                Moments known = seen ? moments[i] : all;
                location[i][c] = known.mean(c);
                scale[i][c] = Math.max(known.deviation(c) * perScale, floor);
            }
        }
        return new Emissions(location, scale, nu, floor);
    }

    private static int nearest(double[] point, double[][] centres) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < centres.length; i++) {
            double distance = 0.0;
            for (int c = 0; c < point.length; c++) {
                double d = point[c] - centres[i][c];
                distance += d * d;
            }
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    private static void normalise(double[] row) {
        double sum = 0.0;
        for (double value : row) {
            sum += value;
        }
        for (int j = 0; j < row.length; j++) {
            row[j] /= sum;
        }
    }
}
