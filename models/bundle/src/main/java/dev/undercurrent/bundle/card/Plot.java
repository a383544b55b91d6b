package dev.undercurrent.bundle.card;

/** A chart in SVG: marks over two axes, drawn in the order of the calls; colours are classes of the page's style sheet. */
final class Plot {

    private static final double WIDTH = 840;
    private static final double LEFT = 76;
    private static final double RIGHT = 14;
    private static final double TOP = 12;
    private static final double BOTTOM = 44;
    private static final int X_TICKS = 9;
    private static final int Y_TICKS = 6;

    private final Axis x;
    private final Axis y;
    private final double height;
    private final String title;
    private final Html marks = new Html();

    /**
     * @param title what it shows, for those who do not see it
     * @param height of the whole, where the width is 840
     */
    Plot(String title, double height, Axis x, Axis y) {
        this.title = title;
        this.height = height;
        this.x = x;
        this.y = y;
    }

    private String px(double value) {
        return Digits.pixel(LEFT + clamp(x.at(value)) * (WIDTH - LEFT - RIGHT));
    }

    private String py(double value) {
        return Digits.pixel(height - BOTTOM - clamp(y.at(value)) * (height - TOP - BOTTOM));
    }

    private static double clamp(double share) {
        return Math.min(Math.max(share, 0), 1);
    }

    /** A line; NaN interrupts it, and a point between two gaps is a dot. */
    Plot line(double[] xs, double[] ys, String style) {
        var path = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            if (Double.isFinite(ys[i])) {
                boolean begins = i == 0 || !Double.isFinite(ys[i - 1]);
                boolean ends = i == xs.length - 1 || !Double.isFinite(ys[i + 1]);
                path.append(begins ? 'M' : 'L').append(px(xs[i])).append(' ').append(py(ys[i]));
                path.append(begins && ends ? "h0" : "");
            }
        }
        return path(path, "line " + style);
    }

    /** The area between two lines; NaN interrupts it. */
    Plot band(double[] xs, double[] lower, double[] upper, String style) {
        var path = new StringBuilder();
        for (int from = 0; from < xs.length; from++) {
            int to = from;
            while (to < xs.length && Double.isFinite(lower[to]) && Double.isFinite(upper[to])) {
                to++;
            }
            for (int i = from; i < to; i++) {
                path.append(i == from ? 'M' : 'L').append(px(xs[i])).append(' ').append(py(upper[i]));
            }
            for (int i = to - 1; i >= from; i--) {
                path.append('L').append(px(xs[i])).append(' ').append(py(lower[i]));
            }
            path.append(to > from ? "Z" : "");
            from = to;
        }
        return path(path, "band " + style);
    }

    private Plot path(StringBuilder d, String style) {
        if (d.length() > 0) {
            marks.open("path", "class", style, "d", d.toString()).close("path");
        }
        return this;
    }

    /** A rectangle, with words that appear when it is pointed at. */
    Plot box(double fromX, double toX, double fromY, double toY, String style, String words) {
        double left = LEFT + clamp(x.at(fromX)) * (WIDTH - LEFT - RIGHT);
        double right = LEFT + clamp(x.at(toX)) * (WIDTH - LEFT - RIGHT);
        double top = height - BOTTOM - clamp(y.at(Math.max(fromY, toY))) * (height - TOP - BOTTOM);
        double bottom = height - BOTTOM - clamp(y.at(Math.min(fromY, toY))) * (height - TOP - BOTTOM);
        marks.open(
                "rect",
                "class",
                style,
                "x",
                Digits.pixel(left),
                "y",
                Digits.pixel(top),
                "width",
                Digits.pixel(right - left),
                "height",
                Digits.pixel(bottom - top));
        if (!words.isEmpty()) {
            marks.element("title", words);
        }
        marks.close("rect");
        return this;
    }

    /** Bars from 0 to each value, centred at each x, as wide as a share of the unit of x. */
    Plot bars(double[] xs, double[] ys, double width, String style, String[] words) {
        for (int i = 0; i < xs.length; i++) {
            if (Double.isFinite(ys[i])) {
                box(xs[i] - width / 2, xs[i] + width / 2, 0, ys[i], "bar " + style, words[i]);
            }
        }
        return this;
    }

    /** A timeline of states, one box per run of equal states, from y to y; −1 is left out. */
    Plot steps(int[] states, double fromY, double toY, String style, String[] names) {
        int from = 0;
        for (int t = 1; t <= states.length; t++) {
            if (t == states.length || states[t] != states[from]) {
                if (states[from] >= 0) {
                    String words = names[states[from]] + ", " + from + " to " + (t - 1);
                    box(from - .5, t - .5, fromY, toY, style + " r" + states[from] % 8, words);
                }
                from = t;
            }
        }
        return this;
    }

    Plot dots(double[] xs, double[] ys, String style, String[] words) {
        for (int i = 0; i < xs.length; i++) {
            if (Double.isFinite(ys[i])) {
                marks.open("circle", "class", "dot " + style, "cx", px(xs[i]), "cy", py(ys[i]), "r", "5")
                        .element("title", words[i])
                        .close("circle");
            }
        }
        return this;
    }

    /** A horizontal rule. */
    Plot across(double value, String style) {
        marks.open("path", "class", "rule " + style, "d", "M" + px(x.from()) + " " + py(value) + "H" + px(x.to()))
                .close("path");
        return this;
    }

    /** A vertical rule. */
    Plot upright(double value, String style) {
        marks.open("path", "class", "rule " + style, "d", "M" + px(value) + " " + py(y.from()) + "V" + py(y.to()))
                .close("path");
        return this;
    }

    private void frame(Html out) {
        String base = Digits.pixel(height - BOTTOM);
        for (double tick : y.ticks(Y_TICKS)) {
            out.open("path", "class", "grid", "d", "M" + Digits.pixel(LEFT) + " " + py(tick) + "H" + px(x.to()))
                    .close("path");
            out.element(
                    "text",
                    y.text(tick, Y_TICKS),
                    "class",
                    "tick end",
                    "x",
                    Digits.pixel(LEFT - 8),
                    "y",
                    py(tick),
                    "dy",
                    ".35em");
        }
        for (double tick : x.ticks(X_TICKS)) {
            out.element(
                    "text",
                    x.text(tick, X_TICKS),
                    "class",
                    "tick",
                    "x",
                    px(tick),
                    "y",
                    Digits.pixel(height - BOTTOM + 18));
        }
        out.open("path", "class", "axis", "d", "M" + Digits.pixel(LEFT) + " " + base + "H" + px(x.to()))
                .close("path");
        out.element(
                "text",
                x.label(),
                "class",
                "label",
                "x",
                Digits.pixel((LEFT + WIDTH - RIGHT) / 2),
                "y",
                Digits.pixel(height - 6));
        String middle = Digits.pixel((TOP + height - BOTTOM) / 2);
        out.element("text", y.label(), "class", "label", "transform", "translate(14 " + middle + ") rotate(-90)");
    }

    String svg() {
        var out = new Html();
        out.open(
                "svg",
                "viewBox",
                "0 0 " + Digits.pixel(WIDTH) + " " + Digits.pixel(height),
                "role",
                "img",
                "aria-label",
                title);
        frame(out);
        return out.raw(marks.toString()).close("svg").toString();
    }
}
