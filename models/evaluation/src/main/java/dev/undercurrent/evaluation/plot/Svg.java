package dev.undercurrent.evaluation.plot;

import java.util.Locale;

/** Writes SVG elements. Coordinates are pixels from the top left, with one decimal. */
final class Svg {

    private final StringBuilder out = new StringBuilder();

    /** @param label what the picture shows, for readers that see no pictures */
    Svg(int width, int height, String label) {
        out.append("<svg viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" role=\"img\" aria-label=\"")
                .append(escape(label))
                .append("\">");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    static String number(double pixels) {
        String text = String.format(Locale.ROOT, "%.1f", pixels);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        out.append("<line class=\"").append(style).append('"');
        attribute("x1", x1).attribute("y1", y1).attribute("x2", x2).attribute("y2", y2);
        out.append("/>");
        return this;
    }

    Svg rectangle(String style, double x, double y, double width, double height, String title) {
        out.append("<rect class=\"").append(style).append('"');
        attribute("x", x).attribute("y", y).attribute("width", width).attribute("height", height);
        out.append('>');
        title(title);
        out.append("</rect>");
        return this;
    }

    Svg path(String style, CharSequence commands, String title) {
        out.append("<path class=\"")
                .append(style)
                .append("\" d=\"")
                .append(commands)
                .append("\">");
        title(title);
        out.append("</path>");
        return this;
    }

    /** @param anchor start, middle or end */
    Svg text(String style, double x, double y, String anchor, String text) {
        out.append("<text class=\"").append(style).append('"');
        attribute("x", x).attribute("y", y);
        out.append(" text-anchor=\"").append(anchor).append("\">");
        out.append(escape(text)).append("</text>");
        return this;
    }

    private Svg attribute(String name, double pixels) {
        out.append(' ').append(name).append("=\"").append(number(pixels)).append('"');
        return this;
    }

    private void title(String title) {
        if (!title.isEmpty()) {
            out.append("<title>").append(escape(title)).append("</title>");
        }
    }

    String end() {
        return out.append("</svg>").toString();
    }
}
