package dev.undercurrent.core.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LineScorerTest {

    private static final long SECOND = 1_000_000;
    private static final AlarmSettings ALARM = new AlarmSettings(1, 3600 * SECOND, 100, 50, 10, 50);

    private static Mined line(int k) {
        return new Mined(100 + k, "template " + k, List.of(), false);
    }

    /** A process that opens (2), works (3 or 4, some times), closes (5). */
    private static int[] healthy(SplittableRandom random) {
        int works = 2 + random.nextInt(3);
        int[] s = new int[works + 3];
        s[0] = 2;
        for (int i = 1; i <= works; i++) {
            s[i] = 3 + random.nextInt(2);
        }
        s[works + 1] = 5;
        s[works + 2] = Vocabulary.END_TOKEN;
        return s;
    }

    private static LogModel trained(SplittableRandom random) {
        List<int[]> sequences = new ArrayList<>();
        double[] scores = new double[400];
        for (int i = 0; i < 400; i++) {
            sequences.add(healthy(random));
            scores[i] = 1 + random.nextDouble();
        }
        var vocabulary =
                new Vocabulary(new long[] {102, 103, 104, 105}, new String[] {"open", "read", "write", "close"});
        ContextModel law = ContextModel.train(ContextModel.Kind.NGRAM, 3, vocabulary.size(), sequences);
        return new LogModel(
                vocabulary, List.of(new LogModel.Member("3-gram", law, 1)), new SequenceCalibration(scores));
    }

    private static SequenceVerdict run(LineScorer scorer, int... templates) {
        LineScorer.State s = scorer.start("k");
        for (int i = 0; i < templates.length; i++) {
            scorer.accept(s, i * SECOND, line(templates[i]));
        }
        return scorer.end(s);
    }

    @Test
    @DisplayName("a whole healthy sequence is not anomalous; one that ends early, lacks its begin or has a new line is")
    void sequences() {
        var scorer = new LineScorer(new LineScorerSettings(3, 16, 0, 5e-3, ALARM), trained(new SplittableRandom(3)));
        SequenceVerdict good = run(scorer, 2, 3, 4, 3, 5);
        assertThat(good.anomalous()).isFalse();
        SequenceVerdict early = run(scorer, 2, 3, 4);
        assertThat(early.anomalous()).isTrue();
        assertThat(early.maxSurprisal()).isEqualTo(early.endSurprisal());
        assertThat(early.expected().get(0).template()).isNotEqualTo(Vocabulary.END);
        assertThat(run(scorer, 3, 4, 5).anomalous()).isTrue();
        SequenceVerdict fresh = run(scorer, 2, 3, 99, 4, 5);
        assertThat(fresh.anomalous()).isTrue();
        assertThat(fresh.fresh()).isEqualTo(1);
    }

    @Test
    @DisplayName("surprisals of the lines and the end sum to that of the sequence, which is that of the law alone")
    void chainRule() {
        LogModel model = trained(new SplittableRandom(3));
        var scorer = new LineScorer(LineScorerSettings.standard(), model);
        int[] templates = {2, 4, 4, 3, 5};
        LineScorer.State s = scorer.start("k");
        double sum = 0;
        Object[] state = model.mixture().start();
        double law = 0;
        for (int i = 0; i < templates.length; i++) {
            LineVerdict verdict = scorer.accept(s, i, line(templates[i]));
            sum += verdict.surprisal();
            law += model.mixture().step(state, new dev.undercurrent.core.Token(0, templates[i]));
            assertThat(verdict.rank()).isBetween(1, 6);
            assertThat(verdict.expected().get(verdict.rank() - 1).template()).isEqualTo(100 + templates[i]);
        }
        SequenceVerdict end = scorer.end(s);
        assertThat(end.surprisal()).isCloseTo(sum + end.endSurprisal(), within(1e-12));
        assertThat(end.surprisal() - end.endSurprisal()).isCloseTo(law, within(1e-9));
        assertThat(end.meanSurprisal()).isCloseTo(end.surprisal() / 6, within(1e-12));
    }

    @Test
    @DisplayName(
            "probabilities of what may come, END and anything new among it, sum to one, with and without a law of the key's own")
    void sumsToOne() {
        LogModel model = trained(new SplittableRandom(3));
        for (double adaptation : new double[] {0, 0.3}) {
            var scorer = new LineScorer(new LineScorerSettings(100, 16, adaptation, 5e-3, ALARM), model);
            var random = new SplittableRandom(4);
            LineScorer.State s = scorer.start("k");
            for (int i = 0; i < 200; i++) {
                LineVerdict verdict = scorer.accept(s, i * SECOND, line(2 + random.nextInt(12)));
                assertThat(verdict.expected().stream()
                                .mapToDouble(Expected::probability)
                                .sum())
                        .isCloseTo(1, within(1e-9));
            }
        }
    }

    @Test
    @DisplayName("an untrained scorer learns a key's habits: p-values are uniform, a new template opens an incident")
    void untrained() {
        var scorer = new LineScorer(new LineScorerSettings(3, 64, 0, 5e-3, ALARM), LogModel.untrained());
        var random = new SplittableRandom(5);
        LineScorer.State s = scorer.start("host");
        int state = 0;
        double[] late = new double[10];
        int counted = 0;
        for (int i = 0; i < 4000; i++) {
            state = random.nextInt(10) < 7 ? (state + 1) % 5 : random.nextInt(5);
            LineVerdict verdict = scorer.accept(s, i * SECOND, line(state));
            if (i >= 1000) {
                late[Math.min(9, (int) (verdict.pValue() * 10))]++;
                counted++;
            }
        }
        double largest = 0;
        double sum = 0;
        for (int b = 0; b < 9; b++) {
            sum += late[b] / counted;
            largest = Math.max(largest, Math.abs(sum - (b + 1) / 10.0));
        }
        assertThat(largest).isLessThan(0.03);
        LineVerdict odd = scorer.accept(s, 4000 * SECOND, line(77));
        assertThat(odd.fresh()).isTrue();
        assertThat(odd.pValue()).isLessThan(2e-3);
        assertThat(odd.anomalyScore()).isGreaterThan(0.2);
        assertThat(odd.expected()).hasSize(3);
        LineVerdict again = scorer.accept(s, 4001 * SECOND, line(77));
        assertThat(again.fresh()).isEqualTo(odd.alarm());
    }

    @Test
    @DisplayName("states survive their codec: the next verdicts are equal, field for field")
    void codec() {
        LogModel model = trained(new SplittableRandom(3));
        for (double adaptation : new double[] {0, 0.3}) {
            for (LogModel of : List.of(model, LogModel.untrained())) {
                var settings = new LineScorerSettings(3, 16, adaptation, 5e-3, ALARM);
                var scorer = new LineScorer(settings, of);
                var other = new LineScorer(settings, of);
                var random = new SplittableRandom(6);
                LineScorer.State a = scorer.start("k");
                LineScorer.State b = other.start("k");
                for (int i = 0; i < 600; i++) {
                    Mined line = line(random.nextInt(random.nextInt(40) + 1));
                    if (i % 50 == 20) {
                        var out = new ByteSink(16);
                        other.codec().write(b, out);
                        b = other.codec().read(new ByteSource(out.toBytes()));
                    }
                    if (i % 50 == 40) {
                        b = other.codec().copy(b);
                    }
                    assertThat(other.accept(b, i * SECOND, line)).isEqualTo(scorer.accept(a, i * SECOND, line));
                }
                assertThat(other.end(b)).isEqualTo(scorer.end(a));
            }
        }
    }

    @Test
    @DisplayName("two hundred thousand distinct templates on one key stay within the bound on its bytes")
    void bounded() {
        var settings = new LineScorerSettings(0, 16, 0, 5e-3, ALARM);
        var scorer = new LineScorer(settings, LogModel.untrained());
        LineScorer.State s = scorer.start("k");
        for (int i = 0; i < 200_000; i++) {
            scorer.accept(s, i * SECOND, line(i));
        }
        var out = new ByteSink(16);
        scorer.codec().write(s, out);
        assertThat(out.size()).isLessThan(500 + 16 * 40 + 16 * 16 * 12);
        assertThat(s.lines()).isEqualTo(200_000);
    }

    /** Two phases that say 2 or 3 mostly, and stay; the second one says 4 at times, which both could. */
    private static LogModel phased() {
        double[][] transition = {{0.8, 0.2}, {0.2, 0.8}};
        double[][] emission = {{0, 0, 0.7, 0.1, 0.2}, {0, 0, 0.1, 0.7, 0.2}};
        var vocabulary = new Vocabulary(new long[] {102, 103, 104}, new String[] {"a", "b", "c"});
        var hmm = new TokenHmm(new double[] {0.5, 0.5}, transition, emission);
        return new LogModel(vocabulary, List.of(new LogModel.Member("chain", hmm, 1)), null);
    }

    @Test
    @DisplayName(
            "a phase is named once it has led five lines with a posterior of 0.8, and dated back to the first of them")
    void regimes() {
        LogModel model = phased();
        TokenHmm hmm = model.hmm();
        var scorer = new LineScorer(LineScorerSettings.standard(), model);
        LineScorer.State s = scorer.start("k");
        double[] filter = hmm.start();
        var random = new SplittableRandom(8);
        List<Integer> modes = new ArrayList<>();
        int named = -1;
        long since = 0;
        int changes = 0;
        int flickers = 0;
        for (int i = 0; i < 3000; i++) {
            // by turns: twenty lines of one phase, with odd ones among them
            int token = random.nextInt(5) == 0 ? 2 + random.nextInt(3) : 2 + i / 20 % 2;
            double[] posterior = hmm.posterior(filter, token).clone();
            hmm.observe(filter, new dev.undercurrent.core.Token(0, token), 0);
            modes.add(posterior[1] > posterior[0] ? 1 : 0);
            flickers += i > 0 && !modes.get(i).equals(modes.get(i - 1)) ? 1 : 0;
            int leads = 1;
            while (leads <= i && modes.get(i - leads).equals(modes.get(i))) {
                leads++;
            }
            int previous = -1;
            long dwell = 0;
            if (modes.get(i) != named && (i == 0 || (leads >= 5 && posterior[modes.get(i)] >= 0.8))) {
                previous = named;
                long onset = (i - leads + 1) * SECOND;
                dwell = i == 0 ? 0 : onset - since;
                since = onset;
                named = modes.get(i);
                changes += i == 0 ? 0 : 1;
            }
            LineVerdict verdict = scorer.accept(s, i * SECOND, line(token));
            assertThat(List.of(verdict.regime(), verdict.previousRegime())).containsExactly(named, previous);
            assertThat(List.of(verdict.regimeSince(), verdict.previousDwell())).containsExactly(since, dwell);
            assertThat(verdict.regimeProbability()).isEqualTo(posterior[named]);
            s = i % 7 == 0 ? scorer.codec().copy(s) : s;
        }
        assertThat(changes).isBetween(100, 149);
        assertThat(flickers).isGreaterThan(3 * changes / 2);
    }

    @Test
    @DisplayName(
            "a state of version 1, which had a regime but not its begin, goes on with that regime and equal surprisals")
    void firstVersion() {
        var scorer = new LineScorer(LineScorerSettings.standard(), phased());
        LineScorer.State s = scorer.start("k");
        for (int i = 0; i < 50; i++) {
            scorer.accept(s, i * SECOND, line(3));
        }
        var out = new ByteSink(16);
        scorer.codec().write(s, out);
        byte[] now = out.toBytes();
        int head = 1 + 5 * Long.BYTES + 4 * Double.BYTES;
        int track = 3 * Integer.BYTES + 2 * Long.BYTES;
        byte[] then = java.nio.ByteBuffer.allocate(now.length - track + Integer.BYTES + Double.BYTES)
                .put((byte) 1)
                .put(now, 1, head - 1)
                .putInt(1)
                .putDouble(0.9)
                .put(now, head + track, now.length - head - track)
                .array();
        LineScorer.State read = scorer.codec().read(new ByteSource(then));
        LineVerdict old = scorer.accept(read, 50 * SECOND, line(3));
        LineVerdict same = scorer.accept(s, 50 * SECOND, line(3));
        assertThat(List.of(old.regime(), old.previousRegime())).containsExactly(1, -1);
        assertThat(old.regimeSince()).isEqualTo(49 * SECOND);
        assertThat(List.of(old.surprisal(), old.pValue(), old.sequence(), old.epoch()))
                .isEqualTo(List.of(same.surprisal(), same.pValue(), same.sequence(), same.epoch()));
        for (int i = 51; i < 60; i++) {
            assertThat(scorer.accept(read, i * SECOND, line(2)).regime()).isEqualTo(i < 55 ? 1 : 0);
        }
    }
}
