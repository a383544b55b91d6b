package dev.undercurrent.bundle.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class CardTest {

    private static final String HOSTILE = "<script>alert(\"1\")</script>&'\u0000\ud800";

    /** The page as a tree: everything is closed but the elements of the head that HTML leaves open. */
    private static Document parsed(Card card) throws Exception {
        String html = card.html().replaceFirst("<!doctype html>", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(Document page, String tag) {
        NodeList nodes = page.getElementsByTagName(tag);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    private static Card of(Section... sections) {
        return new Card("m", "", List.of(), List.of(sections));
    }

    @Test
    @DisplayName("A card with everything is well-formed, has each heading once and each chart with its words")
    void everything() throws Exception {
        Document page = parsed(Examples.everything());
        assertThat(texts(page, "h1")).containsExactly("base-lstm-64");
        assertThat(texts(page, "h2"))
                .containsExactly(
                        "Training",
                        "Evaluation",
                        "Forecasts of held-out series",
                        "Coverage",
                        "Calibration",
                        "Regimes",
                        "Residuals",
                        "Restarts");
        NodeList charts = page.getElementsByTagName("svg");
        assertThat(charts.getLength()).isEqualTo(8);
        for (int i = 0; i < charts.getLength(); i++) {
            assertThat(((Element) charts.item(i)).getAttribute("aria-label")).isNotEmpty();
        }
        assertThat(texts(page, "td")).contains("10.71", "−0.554", "76.1 %", "−3.9 %", "12,288", "−1.2042");
    }

    @Test
    @DisplayName("Sections appear only where there is data for them")
    void nothing() throws Exception {
        Document page = parsed(of());
        assertThat(page.getElementsByTagName("section").getLength()).isZero();
        assertThat(page.getElementsByTagName("dl").getLength()).isZero();
        assertThat(texts(parsed(of(Examples.coverage())), "h2")).containsExactly("Coverage");
    }

    @Test
    @DisplayName("Foreign text stays text, wherever it stands")
    void escaped() throws Exception {
        double[] one = {1};
        var card = new Card(
                HOSTILE,
                HOSTILE,
                List.of(new Card.Fact(HOSTILE, HOSTILE)),
                List.of(
                        new Section.Losses(HOSTILE, one, one, one),
                        new Section.HeldOut(HOSTILE, one, one, one, List.of()),
                        new Section.Regimes(HOSTILE, one, new int[1], List.of(HOSTILE)),
                        new Section.Calibration(HOSTILE, new long[] {1}),
                        new Section.Residuals(HOSTILE, one, 1, 1, 1, 1),
                        new Section.Restarts(
                                List.of(new Section.Restarts.Run(1, 1, 1, 1)),
                                List.of(new Section.Restarts.Spread(HOSTILE, 1, 1, 1))),
                        new Section.Coverage(List.of(new Section.Coverage.Level(HOSTILE, .5, .5, 1))),
                        new Section.Figures(List.of(new Section.Figures.Result(HOSTILE, HOSTILE, 1)))));
        Document page = parsed(card);
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(texts(page, "h1")).containsExactly("<script>alert(\"1\")</script>&'\ufffd\ufffd");
        assertThat(card.html()).doesNotContain("<script");
    }

    @Test
    @DisplayName("A page needs nothing from elsewhere and runs nothing")
    void selfContained() {
        assertThat(Examples.everything().html())
                .contains("default-src 'none'")
                .contains("prefers-color-scheme: dark")
                .doesNotContain("http://", "https://", "url(", "@import", "<script", "<img", "<link")
                .doesNotContainPattern("\\son[a-z]+=");
    }

    @Test
    @DisplayName("Equal cards give equal pages, in every locale")
    void deterministic() {
        String html = Examples.everything().html();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Examples.everything().html()).isEqualTo(html);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @DisplayName("Whatever the numbers, coordinates are numbers and inside the chart")
    void odd() {
        double[] odd = {Double.NaN, 1e308, -1e308, Double.POSITIVE_INFINITY, 0, Double.MIN_VALUE};
        double[] flat = {7, 7, 7};
        double[] none = {};
        Section[] sections = {
            new Section.Losses("u", new double[] {1, 2, 3, 4, 5, 6}, odd, odd),
            new Section.Losses("u", flat, flat, flat),
            new Section.Losses("u", none, none, none),
            new Section.HeldOut("s", odd, flat, flat, List.of(new Section.Band(.8, flat, new double[] {1, Double.NaN, 9
            }))),
            new Section.HeldOut("s", none, none, none, List.of()),
            new Section.Regimes("s", odd, new int[] {0, -1, 1, 1, 0, 0}, List.of("a", "b")),
            new Section.Regimes("s", none, new int[0], List.of()),
            new Section.Calibration("c", new long[] {0, 0}),
            new Section.Calibration("c", new long[] {5}),
            new Section.Residuals("r", odd, 0, Double.NaN, 0, Double.NaN),
            new Section.Restarts(List.of(), List.of()),
            new Section.Restarts(
                    List.of(new Section.Restarts.Run(1, 0, Double.NEGATIVE_INFINITY, Double.NaN)), List.of())
        };
        Pattern numbers = Pattern.compile(" (?:d|x|y|cx|cy|width|height)=\"([^\"]*)\"");
        Pattern number = Pattern.compile("[-0-9.]+");
        for (Section section : sections) {
            String html = of(section).html();
            assertThat(html).doesNotContain("NaN", "Infinity", "E308");
            Matcher m = numbers.matcher(html.substring(html.indexOf("<main>")));
            while (m.find()) {
                assertThat(m.group(1)).matches("[-MLHVZh0-9. ]+");
                Matcher each = number.matcher(m.group(1));
                while (each.find()) {
                    assertThat(Double.parseDouble(each.group())).as(m.group()).isBetween(0., 840.);
                }
            }
        }
    }

    @Test
    @DisplayName("Arrays of unequal length, and regimes without a name, are refused")
    void shapes() {
        double[] two = {1, 2};
        double[] one = {1};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Section.Losses("u", two, two, one))
                .withMessageContaining("length is 1; allowed: 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Section.HeldOut("s", one, two, two, List.of(new Section.Band(.8, one, two))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Section.Regimes("s", one, new int[] {1}, List.of("a")))
                .withMessageContaining("regime is 1; allowed: -1 to 0");
    }
}
