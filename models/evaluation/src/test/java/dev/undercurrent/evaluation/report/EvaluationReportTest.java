package dev.undercurrent.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undercurrent.evaluation.Lcg;
import dev.undercurrent.evaluation.MethodFactory;
import dev.undercurrent.evaluation.RollingWindows;
import dev.undercurrent.evaluation.SeriesInfo;
import dev.undercurrent.evaluation.TimeSeries;
import dev.undercurrent.evaluation.baseline.Ewma;
import dev.undercurrent.evaluation.baseline.SeasonalNaive;
import dev.undercurrent.evaluation.data.DataSet;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EvaluationReportTest {

    private static final MethodFactory ODD = MethodFactory.of("slow <EWMA> | \"x\"", info -> new Ewma(0.05, 0.02));

    private static DataSet data() {
        List<TimeSeries> series = IntStream.range(0, 5)
                .mapToObj(i -> {
                    double[] x = Lcg.uniform(i, 120);
                    for (int t = 0; t < x.length; t++) {
                        x[t] += 10 + 3 * Math.abs(t % 6 - 3);
                    }
                    return new TimeSeries(SeriesInfo.of("series-" + i, 6, 1), x);
                })
                .toList();
        return new DataSet("saw & teeth", series);
    }

    private static EvaluationReport shared;

    @BeforeAll
    static void run() {
        shared = report(1);
    }

    private static EvaluationReport report(int threads) {
        Evaluation evaluation = new Evaluation(RollingWindows.adjacent(3, 6), threads);
        return new EvaluationReport(
                "A <title>", List.of(evaluation.run(data(), List.of(ODD), Evaluation.baselines(), Quoted.m4Hourly())));
    }

    @Test
    @DisplayName(
            "Methods come first, then baselines; OWA is relative to Naive2 and evidence to the first baseline with laws")
    void sideBySide() {
        DataSetReport data = shared.dataSets().get(0);
        assertThat(data.methods())
                .extracting(MethodFigures::method)
                .containsExactly(ODD.name(), "seasonal naive", "Theta", "Naive2", "EWMA");
        assertThat(data.methods()).extracting(MethodFigures::baseline).containsExactly(false, true, true, true, true);
        MethodFigures naive2 = data.methods().get(3);
        MethodFigures seasonal = data.methods().get(1);
        assertThat(naive2.accuracy().owa()).isEqualTo(1);
        assertThat(seasonal.accuracy().owa())
                .isCloseTo(
                        (seasonal.accuracy().smape() / naive2.accuracy().smape()
                                        + seasonal.accuracy().mase()
                                                / naive2.accuracy().mase())
                                / 2,
                        within(1e-12));
        assertThat(data.reference()).isEqualTo("seasonal naive");
        assertThat(seasonal.oneStep().gain()).isZero();
        OneStep odd = data.methods().get(0).oneStep();
        assertThat(odd.gain())
                .isEqualTo(odd.evidence().perEvent()
                        - seasonal.oneStep().evidence().perEvent());
        assertThat(odd.evidence().events()).isEqualTo(5 * 18);
        assertThat(naive2.oneStep()).isNull();
    }

    @Test
    @DisplayName("Windows to look at are ranked by the first method's scaled error")
    void samples() {
        DataSetReport data = shared.dataSets().get(0);
        assertThat(data.samples()).extracting(Sample::rank).containsExactly(0.25, 0.5, 0.75, 0.95);
        double[] errors = data.samples().stream()
                .mapToDouble(s -> {
                    double sum = 0;
                    for (int h = 0; h < 6; h++) {
                        sum += Math.abs(s.actual()[h] - s.fans().get(0).quantiles()[h][7]);
                    }
                    return sum;
                })
                .toArray();
        // all series have seasonal errors of about the same size
        assertThat(errors[0]).isLessThan(errors[3]);
        assertThat(data.samples().get(0).past()).hasSize(12);
        assertThat(data.samples().get(0).fans()).hasSize(3);
    }

    @Test
    @DisplayName("JSON holds the figures as they are; what is no number is null")
    void json() throws Exception {
        EvaluationReport report = shared;
        JsonNode data =
                new ObjectMapper().readTree(report.json()).get("dataSets").get(0);
        MethodFigures first = report.dataSets().get(0).methods().get(0);
        JsonNode node = data.get("methods").get(0);
        assertThat(node.get("accuracy").get("mase").doubleValue())
                .isEqualTo(first.accuracy().mase());
        assertThat(node.get("oneStep").get("evidence").get("perEvent").doubleValue())
                .isEqualTo(first.oneStep().evidence().perEvent());
        assertThat(node.get("coverage").get(2).get("byHorizon")).hasSize(6);
        assertThat(data.get("methods").get(3).get("oneStep").isNull()).isTrue();
        assertThat(data.get("quoted").get(0).get("mase").isNull()).isTrue();
        assertThat(Json.write(new double[] {1.5, Double.NaN, Double.NEGATIVE_INFINITY}))
                .isEqualToIgnoringWhitespace("[1.5,null,null]");
    }

    @Test
    @DisplayName("Reports are the same text for any number of threads")
    void deterministic() {
        assertThat(report(4).json()).isEqualTo(shared.json());
        assertThat(report(4).html()).isEqualTo(shared.html());
    }

    @Test
    @DisplayName("The page is whole in itself: names escaped, pictures well-formed, no script, nothing to fetch")
    void html() throws Exception {
        String page = shared.html();
        assertThat(page)
                .contains("<h1>A &lt;title&gt;</h1>", "saw &amp; teeth", "slow &lt;EWMA&gt; | &quot;x&quot;")
                .contains("quoted, not measured here", "all 414 series")
                .doesNotContain("<script", "<link", "url(", "src=", "href=", "@import", "<EWMA>", "NaN");
        Matcher pictures = Pattern.compile("<svg .*?</svg>", Pattern.DOTALL).matcher(page);
        int count = 0;
        while (pictures.find()) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(pictures.group().getBytes(StandardCharsets.UTF_8)));
            count++;
        }
        // legend 5, error 1, coverage 4, laws 3, windows 4 of 3 methods
        assertThat(count).isEqualTo(5 + 1 + 4 + 3 + 12);
    }

    @Test
    @DisplayName("In tables the best measured figure is bold, and quoted rows stand apart with the digits they have")
    void markdown() {
        EvaluationReport report = shared;
        String[] lines = report.markdown().split("\n");
        List<MethodFigures> methods = report.dataSets().get(0).methods();
        double least =
                methods.stream().mapToDouble(m -> m.accuracy().mase()).min().orElseThrow();
        for (MethodFigures method : methods) {
            double mase = method.accuracy().mase();
            String cell = String.format(Locale.ROOT, mase == least ? " **%.3f** |" : " %.3f |", mase);
            assertThat(line(lines, "| " + method.method().replace("|", "\\|") + " |"))
                    .contains(cell);
        }
        assertThat(line(lines, "| *quoted: Doornik*")).startsWith("| *quoted: Doornik* | 8.913 |  |  |  |");
        assertThat(line(lines, "| *quoted: TiRex*")).startsWith("| *quoted: TiRex* |  | 0.722 |  | 0.02 |");
        assertThat(lines[lines.length - 1]).startsWith("Quoted rows were not measured here: M4 competition");
    }

    private static String line(String[] lines, String start) {
        return Arrays.stream(lines).filter(l -> l.startsWith(start)).findFirst().orElseThrow();
    }

    @Test
    @DisplayName("Quoted figures say where they are from and of what")
    void quoted() {
        assertThat(Quoted.m4Hourly()).hasSize(13);
        assertThat(Quoted.ettHourly1()).hasSize(9);
        for (List<Quoted> rows : List.of(Quoted.m4Hourly(), Quoted.ettHourly1())) {
            assertThat(rows).allSatisfy(q -> {
                assertThat(q.scope()).isNotBlank();
                assertThat(q.source()).isNotBlank();
                assertThat(q.smape() != null || q.mase() != null).isTrue();
            });
        }
        assertThat(Quoted.ettHourly1())
                .filteredOn(q -> q.method().equals("TimesFM-2.5"))
                .singleElement()
                .satisfies(q -> assertThat(q.crps()).isEqualTo(0.188));
    }

    @Test
    @DisplayName("Two methods of one name, or none at all, are refused")
    void names() {
        Evaluation evaluation = new Evaluation(RollingWindows.adjacent(1, 6), 1);
        List<MethodFactory> twice = List.of(SeasonalNaive.factory());
        assertThatThrownBy(() -> evaluation.run(data(), twice, Evaluation.baselines(), List.of()))
                .hasMessageContaining("each of another name");
        assertThatThrownBy(() -> evaluation.run(data(), List.of(), List.of(), List.of()))
                .hasMessageContaining("at least one");
    }
}
