package dev.undercurrent.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The features against a vectorised transcription of their table in numpy 1.24 and double precision, where lags are read
 * from the whole series and levels ran along with it.
 *
 * <p>{@code seasonal-features.txt}, by the first word of a line: case (name, S, C), series, at (t; what follows is that of
 * event t), units (m, s, d), inputs, candidates, horizon (h, then its candidates), features (inputs 12 to 23 of that
 * horizon; the 12 before them are the squashed candidates). Series: hours of a week with trend and gaps, a random walk, counts
 * with one outlier, units of 1e-6 and of 1e9 with an outlier, and one that is constant for a season.
 */
class FeatureGoldenTest {

    private static final double TOLERANCE = 1e-4;

    private static final class Case {
        private SeasonalFeatures features;
        private SeasonalFeatures.State state;
        private double[] series;
        private int events;
        private int compared;
        private final float[] inputs = new float[SeasonalFeatures.INPUTS];
        private final float[] candidates = new float[SeasonalFeatures.CANDIDATES];
        private final float[] ahead = new float[SeasonalFeatures.HORIZON_INPUTS];
        private final float[] aheadCandidates = new float[SeasonalFeatures.HORIZON_CANDIDATES];

        private void check(List<String> lines) {
            for (String line : lines) {
                String[] words = line.split(" ", -1);
                double[] numbers = Arrays.stream(words)
                        .skip(words[0].equals("case") ? 2 : 1)
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                accept(words[0], numbers);
            }
            assertThat(compared).isGreaterThan(200);
        }

        private void accept(String word, double[] numbers) {
            switch (word) {
                case "case" -> {
                    features = new SeasonalFeatures((int) numbers[0], (int) numbers[1]);
                    state = features.start();
                }
                case "series" -> series = numbers;
                case "at" -> {
                    while (events <= numbers[0]) {
                        features.observe(state, series[events++]);
                    }
                }
                case "units" -> {
                    double unit = numbers[1];
                    near(word, numbers[0] / unit, features.offset(state) / unit);
                    near(word, 1, features.scale(state) / unit);
                    near(word, 1, features.step(state) / numbers[2]);
                }
                case "inputs" -> {
                    features.inputs(state, inputs);
                    near(word, numbers, 0, inputs, 0);
                }
                case "candidates" -> {
                    features.candidates(state, candidates);
                    near(word, numbers, 0, candidates, 0);
                }
                case "horizon" -> {
                    features.horizon(state, (int) numbers[0], aheadCandidates, ahead);
                    near(word, numbers, 1, aheadCandidates, 0);
                    for (int i = 0; i < 12; i++) {
                        near("squashed", SeasonalFeatures.squash(numbers[i + 1]), ahead[i]);
                    }
                }
                case "features" -> near(word, numbers, 0, ahead, 12);
                default -> throw new IllegalArgumentException(word);
            }
        }

        private void near(String word, double[] expected, int from, float[] found, int at) {
            assertThat(expected.length - from).isEqualTo(found.length - at);
            for (int i = from; i < expected.length; i++) {
                near(word + " " + (i - from), expected[i], found[i - from + at]);
            }
        }

        private void near(String what, double expected, double found) {
            compared++;
            assertThat(found)
                    .as("%s at event %d", what, events - 1)
                    .isCloseTo(expected, org.assertj.core.api.Assertions.within(TOLERANCE * (1 + Math.abs(expected))));
        }
    }

    @TestFactory
    Stream<DynamicTest> asInDoublePrecision() throws IOException {
        Map<String, List<String>> cases = new LinkedHashMap<>();
        try (var reader = new BufferedReader(new InputStreamReader(
                FeatureGoldenTest.class.getResourceAsStream("seasonal-features.txt"), StandardCharsets.UTF_8))) {
            List<String> lines = null;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("case ")) {
                    lines = new java.util.ArrayList<>();
                    cases.put(line.split(" ", -1)[1], lines);
                }
                lines.add(line);
            }
        }
        assertThat(cases).hasSize(6);
        return cases.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> new Case().check(e.getValue())));
    }
}
