package dev.undercurrent.evaluation.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undercurrent.evaluation.benchmark.ResultTable.Good;
import dev.undercurrent.evaluation.plot.SeriesPlot;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class BenchmarkReportTest {

    private static final int ROWS = 5000;

    private static String plot() {
        double[] x = Synthetic.DAY.values(ROWS, 1);
        x[100] = Double.NaN;
        double[] zero = new double[ROWS];
        double[] low = new double[ROWS];
        double[] high = new double[ROWS];
        Arrays.fill(low, -6);
        Arrays.fill(high, 6);
        int[] regimes = new int[ROWS];
        Arrays.fill(regimes, 0, 10, -1);
        Arrays.fill(regimes, 2000, 3000, 1);
        double[] incidents = new double[ROWS];
        incidents[1200] = 0.4;
        incidents[4999] = 0.9;
        return new SeriesPlot("series <a>", ROWS, row -> "row " + row)
                .channel("value & unit", x, zero, low, high)
                .window(1000, 1300)
                .moment(2000)
                .ribbon(regimes)
                .score(zero, incidents)
                .svg();
    }

    private static BenchmarkReport report() {
        ResultTable table = new ResultTable.Builder("Score", "what it means")
                .column("good", "good", 1, Good.HIGH)
                .column("bad", "bad", 2, Good.LOW)
                .row("ours <1>", Map.of("good", 50.0, "bad", 0.25))
                .row("theirs", Map.of("good", 60.0, "bad", Double.NaN))
                .published(List.of(new ResultTable.Row("famous", Map.of("good", 99.0), "a paper")))
                .build();
        return new BenchmarkReport(
                "Report",
                List.of("One fact."),
                List.of(table),
                List.of(new BenchmarkReport.Key("s1", "ours")),
                List.of(new BenchmarkReport.Figure("<svg></svg>", "chart")),
                List.of(new BenchmarkReport.Figure(plot(), "series")));
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static long marks(Document svg, String tag, String style) {
        NodeList all = svg.getElementsByTagName(tag);
        long n = 0;
        for (int i = 0; i < all.getLength(); i++) {
            String found = all.item(i).getAttributes().getNamedItem("class").getNodeValue();
            n += Arrays.asList(found.split(" ", -1)).contains(style) ? 1 : 0;
        }
        return n;
    }

    @Test
    @DisplayName("A series' plot is well-formed, holds every mark once and stays small whatever the number of rows")
    void seriesPlot() throws Exception {
        String text = plot();
        Document svg = parse(text);
        assertThat(marks(svg, "path", "incident")).isEqualTo(2);
        assertThat(marks(svg, "rect", "window")).isEqualTo(1);
        assertThat(marks(svg, "line", "truth")).isEqualTo(1);
        assertThat(marks(svg, "rect", "ribbon"))
                .as("runs of a regime; none before the first")
                .isEqualTo(3);
        assertThat(text).contains("row 1000 to row 1300").contains("incident opens at row 4999");
        assertThat(text.length()).isLessThan(80_000);
    }

    @Test
    @DisplayName("The page is well-formed but for its first line, and escapes what it is told")
    void page() throws Exception {
        String html = report().html();
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains("ours &lt;1&gt;")
                .doesNotContain("<script");
        String body = html.substring(html.indexOf("<body>"), html.indexOf("</html>"));
        Document page = parse(body);
        assertThat(page.getElementsByTagName("svg").getLength()).isGreaterThan(3);
    }

    @Test
    @DisplayName(
            "The best measured figure is bold, low or high as it should be; published ones stand under their source")
    void markdown() {
        assertThat(report().markdown())
                .contains("| method | good | bad |\n|---|---:|---:|\n")
                .contains("| ours <1> | 50.0 | **0.25** |")
                .contains("| theirs | **60.0** |  |")
                .contains("| *a paper* | | |\n| famous | 99.0 |  |");
    }

    @Test
    @DisplayName("JSON has every figure, and null for what is none")
    void json() throws Exception {
        JsonNode json = new ObjectMapper().readTree(report().json());
        JsonNode rows = json.path("tables").get(0).path("rows");
        assertThat(rows.get(0).path("figures").path("good").asDouble()).isEqualTo(50);
        assertThat(rows.get(1).path("figures").path("bad").isNull()).isTrue();
        assertThat(rows.get(2).path("source").asText()).isEqualTo("a paper");
    }

    @Test
    @DisplayName("Published rows are those of as many series, else all; each names its source")
    void published() {
        assertThat(Published.rows("nab", 58)).allMatch(r -> r.source().contains("all 58"));
        assertThat(Published.rows("nab", 29)).allMatch(r -> r.source().contains("29 of 58"));
        assertThat(Published.rows("nab", 3))
                .hasSizeGreaterThan(Published.rows("nab", 58).size());
        for (String set : List.of("nab", "tssb", "tcpd", "skab")) {
            assertThat(Published.rows(set, 0)).isNotEmpty().allMatch(ResultTable.Row::published);
        }
    }
}
