package dev.undercurrent.core.attention;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How well {@link Segmentation} divides series whose change points are known: covering, delay and rows per second. Reads a
 * directory with {@code change_points.json} (name → first rows of segments) and {@code series/<name>.txt} (a value a line).
 */
final class RegimeStudy {

    private RegimeStudy() {}

    /** Arguments: the directory, then memories in windows. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Map<String, int[]> truth = changePoints(directory.resolve("change_points.json"));
        for (int a = 1; a < arguments.length; a++) {
            if (arguments[a].equals("-v")) {
                continue;
            }
            run(directory, truth, Integer.parseInt(arguments[a]), arguments[arguments.length - 1].equals("-v"));
        }
    }

    private static void run(Path directory, Map<String, int[]> truth, int memory, boolean verbose) throws IOException {
        double cover = 0;
        int found = 0;
        long rows = 0;
        long nanos = 0;
        List<Integer> delays = new ArrayList<>();
        for (var series : truth.entrySet()) {
            double[] x = Files.readAllLines(directory.resolve("series").resolve(series.getKey() + ".txt")).stream()
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            List<int[]> changes = new ArrayList<>();
            long begin = System.nanoTime();
            segment(x, memory, changes);
            nanos += System.nanoTime() - begin;
            rows += x.length;
            int[] cuts = changes.stream().mapToInt(c -> c[0]).toArray();
            double covering = covering(series.getValue(), cuts, x.length);
            cover += covering;
            found += cuts.length;
            delays(series.getValue(), changes, x.length, delays);
            if (verbose) {
                System.out.printf(Locale.ROOT, "%s %.3f %s%n", series.getKey(), covering, Arrays.toString(cuts));
            }
        }
        int[] sorted = delays.stream().mapToInt(d -> d).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "memory %d: covering %.4f, %d changes, median delay %d (%d hits), %.0f rows/s%n",
                memory,
                cover / truth.size(),
                found,
                sorted.length == 0 ? -1 : sorted[sorted.length / 2],
                sorted.length,
                rows / (nanos * 1e-9));
    }

    /** Adds {onset, row of the report} for each change. */
    static void segment(double[] x, int memory, List<int[]> changes) {
        Segmentation segmentation = new Segmentation(1, memory);
        Segmentation.State state = segmentation.start();
        for (int t = 0; t < x.length; t++) {
            int age = segmentation.push(state, t, new double[] {x[t]});
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

    private static Map<String, int[]> changePoints(Path file) throws IOException {
        Map<String, int[]> all = new TreeMap<>();
        Matcher m = Pattern.compile("\"(\\w+)\"\\s*:\\s*\\[([^\\]]*)\\]").matcher(Files.readString(file));
        while (m.find()) {
            all.put(
                    m.group(1),
                    Arrays.stream(m.group(2).split(","))
                            .map(String::trim)
                            .filter(s -> !s.isEmpty())
                            .mapToInt(Integer::parseInt)
                            .toArray());
        }
        return all;
    }
}
