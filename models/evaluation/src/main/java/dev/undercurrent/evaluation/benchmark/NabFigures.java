package dev.undercurrent.evaluation.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every figure of one detector on the Numenta benchmark, with a threshold fixed beforehand and with the best one. */
public final class NabFigures {

    private static final double MICROS_PER_DAY = 86_400e6;
    private static final double MICROS_PER_HOUR = 3_600e6;

    private NabFigures() {}

    /**
     * Figures by name: per profile {@code KEY.fixed}, {@code KEY.optimised}, {@code KEY.other-categories} (the threshold
     * of each category chosen on the others) and {@code KEY.threshold}; {@code hit}, {@code windows}, {@code outside},
     * {@code delay.rows} and {@code delay.hours} (medians over the windows hit), {@code false-per-day}: these at the fixed
     * threshold.
     *
     * @param scores [rows] by file
     */
    public static Map<String, Double> of(NabData data, Map<String, double[]> scores, double threshold) {
        Map<String, List<NabScore.File>> byCategory = new TreeMap<>();
        List<NabScore.File> all = new ArrayList<>();
        for (Recording file : data.recordings()) {
            String name = file.name();
            NabScore.File scored = new NabScore.File(data.labels().get(name), scores.get(name));
            all.add(scored);
            byCategory
                    .computeIfAbsent(name.substring(0, name.lastIndexOf('/') + 1), c -> new ArrayList<>())
                    .add(scored);
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        for (NabProfile profile : NabProfile.values()) {
            NabScore best = NabScore.optimised(all, profile);
            figures.put(
                    profile.key() + ".fixed",
                    NabScore.at(all, profile, threshold).normalised());
            figures.put(profile.key() + ".other-categories", otherCategories(byCategory, profile));
            figures.put(profile.key() + ".optimised", best.normalised());
            figures.put(profile.key() + ".threshold", best.threshold());
        }
        NabScore standard = NabScore.at(all, NabProfile.STANDARD, threshold);
        figures.put("hit", (double) standard.hit());
        figures.put("windows", (double) standard.windows());
        figures.put("outside", (double) standard.outside());
        delays(data, scores, threshold, figures);
        return figures;
    }

    private static double otherCategories(Map<String, List<NabScore.File>> byCategory, NabProfile profile) {
        List<NabScore> parts = new ArrayList<>();
        byCategory.forEach((category, files) -> {
            List<NabScore.File> others = new ArrayList<>();
            byCategory.forEach((other, theirs) -> others.addAll(other.equals(category) ? List.of() : theirs));
            double threshold = NabScore.optimised(others, profile).threshold();
            parts.add(NabScore.at(files, profile, threshold));
        });
        return byCategory.size() < 2 ? Double.NaN : NabScore.sum(parts).normalised();
    }

    private static void delays(
            NabData data, Map<String, double[]> scores, double threshold, Map<String, Double> figures) {
        List<Double> rows = new ArrayList<>();
        List<Double> hours = new ArrayList<>();
        double days = 0;
        for (Recording file : data.recordings()) {
            double[] score = scores.get(file.name());
            long[] micros = file.micros();
            NabLabels labels = data.labels().get(file.name());
            int from = labels.probation();
            for (int[] span : labels.spans()) {
                for (int i = Math.max(from, span[0]); i <= span[1]; i++) {
                    if (score[i] >= threshold) {
                        rows.add((double) (i - span[0]));
                        hours.add((micros[i] - micros[span[0]]) / MICROS_PER_HOUR);
                        break;
                    }
                }
            }
            int outside = 0;
            for (int i = from; i < score.length; i++) {
                outside += labels.window(i) == NabLabels.OUTSIDE ? 1 : 0;
            }
            days += outside * file.spacing() / MICROS_PER_DAY;
        }
        figures.put("delay.rows", Median.of(doubles(rows)));
        figures.put("delay.hours", Median.of(doubles(hours)));
        figures.put("false-per-day", figures.get("outside") / days);
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
