package dev.undercurrent.evaluation.language;

import dev.undercurrent.core.tokens.Continuation;
import dev.undercurrent.core.tokens.Expected;
import dev.undercurrent.core.tokens.LogModel;
import dev.undercurrent.core.tokens.Vocabulary;
import dev.undercurrent.evaluation.benchmark.BenchmarkReport;
import dev.undercurrent.evaluation.benchmark.ResultTable;
import dev.undercurrent.evaluation.benchmark.ResultTable.Good;
import dev.undercurrent.evaluation.plot.Chart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Laws of logs side by side on held-out sequences: each one alone, all together as served, and an adaptive baseline. */
public final class LanguageEvaluation {

    private static final int ADAPTIVE_ORDER = 3;
    private static final int[] TOPS = {1, 5, 9};
    private static final int SAMPLES = 3;
    private static final int SAMPLE_LENGTH = 30;
    private static final int EXPECTED = 5;
    private static final int COLOURS = 8;
    private static final int WIDTH = 420;
    private static final int HEIGHT = 240;

    private final long seed;
    private final List<BenchmarkReport.Key> keys = new ArrayList<>();
    private final Chart chart = new Chart("share of lines among the k most probable", WIDTH, HEIGHT, "k");
    private final ResultTable.Builder table = new ResultTable.Builder(
                    "The next template",
                    "Perplexity: e to the mean surprisal per token; the end of a sequence is a token where sequences end."
                            + " Top k: share of tokens among the k most probable. Weight: of the law in what is served."
                            + " New: share of lines whose template the model does not know; to a model these are all one"
                            + " token, so that perplexities compare where this share is the same."
                            + " The adaptive n-gram knows nothing at first, learns from each token after it, and never"
                            + " meets the same new template twice.")
            .rowsAre("law")
            .column("perplexity", "perplexity", 3, Good.LOW)
            .column("nats", "nats / token", 3, Good.LOW)
            .column("top1", "top 1 %", 1, Good.HIGH)
            .column("top5", "top 5 %", 1, Good.HIGH)
            .column("top9", "top 9 %", 1, Good.HIGH)
            .column("rank", "mean rank", 2, Good.LOW)
            .column("reciprocal", "mean 1 / rank", 3, Good.HIGH)
            .column("weight", "weight", 3, Good.NEITHER)
            .column("new", "new %", 2, Good.NEITHER);

    /** @param seed of sampled sequences */
    public LanguageEvaluation(long seed) {
        this.seed = seed;
    }

    /**
     * Judges all.
     *
     * @param data what was read, in words
     * @param contestants at least one
     */
    public BenchmarkReport run(String data, List<Contestant> contestants) {
        List<BenchmarkReport.Listing> listings = new ArrayList<>();
        for (Contestant contestant : contestants) {
            judge(contestant, contestants.size() == 1 ? "" : contestant.name() + ": ");
            listings.addAll(listings(contestant));
        }
        Contestant first = contestants.get(0);
        add("adaptive " + ADAPTIVE_ORDER + "-gram", AdaptiveTrial.of(ADAPTIVE_ORDER, first.closed()), Double.NaN, 0);
        var figure = new BenchmarkReport.Figure(
                chart.svg(), "share of tokens among the k most probable, k from 1 to " + TokenTally.RANKS);
        return new BenchmarkReport(
                "Evaluation", List.of(data), List.of(table.build()), listings, keys, List.of(figure), List.of());
    }

    private void judge(Contestant contestant, String prefix) {
        LogModel model = contestant.model();
        List<int[]> tokens = contestant.tokens();
        double novel = contestant.novel();
        add(prefix + "together", TokenTally.of(model.mixture(), tokens), 1, novel);
        for (LogModel.Member member : model.members()) {
            add(prefix + member.name(), TokenTally.of(member.model(), tokens), member.weight(), novel);
        }
    }

    private void add(String name, TokenTally tally, double weight, double novel) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("perplexity", tally.perplexity());
        figures.put("nats", tally.nats());
        for (int k : TOPS) {
            figures.put("top" + k, 100 * tally.top(k));
        }
        figures.put("rank", tally.meanRank());
        figures.put("reciprocal", tally.meanReciprocalRank());
        figures.put("weight", weight);
        figures.put("new", Double.isNaN(weight) ? Double.NaN : 100 * novel);
        figures.put("tokens", (double) tally.tokens());
        table.row(name, figures);
        String style = "s" + (keys.size() % COLOURS + 1) + (Double.isNaN(weight) ? " dashed" : "");
        keys.add(new BenchmarkReport.Key(style, name));
        double[] x = new double[TokenTally.RANKS];
        double[] y = new double[TokenTally.RANKS];
        Arrays.setAll(x, i -> i + 1);
        Arrays.setAll(y, i -> tally.top(i + 1));
        chart.line(x, y, style, name);
    }

    private List<BenchmarkReport.Listing> listings(Contestant contestant) {
        LogModel model = contestant.model();
        var begin = new Continuation(model, new int[0]);
        List<BenchmarkReport.Listing> listings = new ArrayList<>();
        List<String> next = new ArrayList<>();
        for (Expected e : begin.next(EXPECTED)) {
            next.add(String.format(Locale.ROOT, "%5.1f %%  %s", 100 * e.probability(), e.text()));
        }
        listings.add(new BenchmarkReport.Listing(contestant.name() + ": how sequences begin", next));
        var random = new SplittableRandom(seed);
        for (int i = 1; i <= SAMPLES; i++) {
            Vocabulary vocabulary = model.vocabulary();
            listings.add(new BenchmarkReport.Listing(
                    contestant.name() + ": sample " + i,
                    Arrays.stream(begin.sample(SAMPLE_LENGTH, random))
                            .mapToObj(vocabulary::text)
                            .toList()));
        }
        return listings;
    }
}
