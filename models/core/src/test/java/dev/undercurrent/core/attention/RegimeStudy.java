package dev.undercurrent.core.attention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How well {@link Segmentation} divides series whose change points are known: covering, delay and rows per second. Reads a
 * directory with either {@code change_points.json} (name → first rows of segments) and {@code series/<name>.txt} (a value a line),
 * or {@code annotations.json} (name → annotator → first rows of segments) and {@code series/<name>.json}; covering is averaged
 * over annotators.
 */
final class RegimeStudy {

    private static final Pattern LIST = Pattern.compile("\"(\\w+)\"\\s*:\\s*\\[([^\\]]*)\\]");

    private static final Pattern RAW = Pattern.compile("\"raw\"\\s*:\\s*\\[([^\\]]*)\\]");

    private RegimeStudy() {}

    /** Arguments: the directory, then memories in windows; {@code -v} for every series. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        List<Series> all = read(directory);
        boolean verbose = arguments[arguments.length - 1].equals("-v");
        for (int a = 1; a < arguments.length - (verbose ? 1 : 0); a++) {
            run(all, Integer.parseInt(arguments[a]), verbose);
        }
    }

    /**
     * A series with known change points.
     *
     * @param values [channels][rows]
     * @param truth [annotators][] first rows of segments
     */
    private record Series(String name, double[][] values, int[][] truth) {
        int rows() {
            return values[0].length;
        }
    }

    private static void run(List<Series> all, int memory, boolean verbose) {
        double cover = 0;
        int found = 0;
        long rows = 0;
        long nanos = 0;
        List<Integer> delays = new ArrayList<>();
        for (Series s : all) {
            List<int[]> changes = new ArrayList<>();
            long begin = System.nanoTime();
            segment(s.values, memory, changes);
            nanos += System.nanoTime() - begin;
            rows += s.rows();
            int[] cuts = changes.stream().mapToInt(c -> c[0]).toArray();
            double covering = 0;
            for (int[] truth : s.truth) {
                covering += covering(truth, cuts, s.rows()) / s.truth.length;
                delays(truth, changes, s.rows(), delays);
            }
            cover += covering;
            found += cuts.length;
            if (verbose) {
                System.out.printf(Locale.ROOT, "%s %.3f %s%n", s.name, covering, Arrays.toString(cuts));
            }
        }
        int[] sorted = delays.stream().mapToInt(d -> d).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "memory %d: covering %.4f, %d changes, median delay %d (%d hits), %.0f rows/s%n",
                memory,
                cover / all.size(),
                found,
                sorted.length == 0 ? -1 : sorted[sorted.length / 2],
                sorted.length,
                rows / (nanos * 1e-9));
    }

    /** Adds {onset, row of the report} for each change. */
    static void segment(double[] x, int memory, List<int[]> changes) {
        segment(new double[][] {x}, memory, changes);
    }

    private static void segment(double[][] x, int memory, List<int[]> changes) {
        Segmentation segmentation = new Segmentation(x.length, memory);
        Segmentation.State state = segmentation.start();
        for (int t = 0; t < x[0].length; t++) {
            double[] row = new double[x.length];
            for (int c = 0; c < row.length; c++) {
                row[c] = x[c][t];
            }
            int age = segmentation.push(state, t, row);
            if (age >= 0) {
                changes.add(new int[] {t - age, t});
            }
        }
    }

    private static void delays(int[] truth, List<int[]> changes, int n, List<Integer> delays) {
        for (int change : truth) {
            int nearest = Integer.MAX_VALUE;
            int delay = 0;
            for (int[] c : changes) {
                int distance = Math.abs(c[0] - change);
                if (distance <= Math.max(50, n / 50) && distance < nearest) {
                    nearest = distance;
                    delay = c[1] - change;
                }
            }
            if (nearest < Integer.MAX_VALUE) {
                delays.add(delay);
            }
        }
    }

    /** Share of rows in common, for each true segment with the found one that has most, weighted by length. */
    static double covering(int[] truth, int[] found, int n) {
        int[] t = bounds(truth, n);
        int[] f = bounds(found, n);
        double sum = 0;
        for (int i = 0; i + 1 < t.length; i++) {
            double best = 0;
            for (int j = 0; j + 1 < f.length; j++) {
                int common = Math.min(t[i + 1], f[j + 1]) - Math.max(t[i], f[j]);
                int either = Math.max(t[i + 1], f[j + 1]) - Math.min(t[i], f[j]);
                best = Math.max(best, common / (double) either);
            }
            sum += (t[i + 1] - t[i]) * best;
        }
        return sum / n;
    }

    private static int[] bounds(int[] cuts, int n) {
        return java.util.stream.IntStream.concat(
                        java.util.stream.IntStream.of(0, n), Arrays.stream(cuts).filter(c -> c > 0 && c < n))
                .sorted()
                .distinct()
                .toArray();
    }

    private static List<Series> read(Path directory) throws IOException {
        List<Series> all = new ArrayList<>();
        Path plain = directory.resolve("change_points.json");
        if (Files.exists(plain)) {
            Matcher m = LIST.matcher(Files.readString(plain));
            while (m.find()) {
                double[] x = numbers(
                        String.join(",", Files.readAllLines(directory.resolve("series/" + m.group(1) + ".txt"))));
                all.add(new Series(m.group(1), new double[][] {x}, new int[][] {integers(m.group(2))}));
            }
            return all;
        }
        String annotations = Files.readString(directory.resolve("annotations.json"));
        Matcher m = Pattern.compile("\"(\\w+)\"\\s*:\\s*\\{([^}]*)\\}").matcher(annotations);
        while (m.find()) {
            String json = Files.readString(directory.resolve("series/" + m.group(1) + ".json"));
            double[][] values = RAW.matcher(json.substring(json.indexOf("\"series\"")))
                    .results()
                    .map(r -> numbers(r.group(1)))
                    .toArray(double[][]::new);
            int[][] truth = LIST.matcher(m.group(2))
                    .results()
                    .map(r -> integers(r.group(2)))
                    .toArray(int[][]::new);
            all.add(new Series(m.group(1), values, truth));
        }
        return all;
    }

    private static int[] integers(String list) {
        return Arrays.stream(numbers(list)).mapToInt(v -> (int) v).toArray();
    }

    private static double[] numbers(String list) {
        return Arrays.stream(list.split(","))
                .map(String::trim)
                .filter(s -> !s.isEmpty())
                .mapToDouble(s -> s.equals("null") ? Double.NaN : Double.parseDouble(s))
                .toArray();
    }
}
