package dev.undercurrent.evaluation.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * One chart: bands, bars and lines on a pair of linear axes, drawn in the order in which they were added. NaN breaks a line;
 * a point between gaps is a dot. The vertical axis spans what is drawn unless it is told otherwise.
 */
public final class Chart {

    private static final int LEFT = 52;
    private static final int RIGHT = 10;
    private static final int TOP = 10;
    private static final int BOTTOM = 36;
    private static final int TICKS_X = 6;
    private static final int TICKS_Y = 5;

    /** Width of a band of one point, pixels. */
    private static final int COLUMN = 6;

    /** Free room above and below what is drawn, as a share of it. */
    private static final double ROOM = 0.05;

    private final String label;
    private final int width;
    private final int height;
    private final String xTitle;
    private final List<BiConsumer<Svg, Axis[]>> marks = new ArrayList<>();
    private double xMin = Double.POSITIVE_INFINITY;
    private double xMax = Double.NEGATIVE_INFINITY;
    private double yMin = Double.POSITIVE_INFINITY;
    private double yMax = Double.NEGATIVE_INFINITY;
    private boolean yFixed;

    /**
     * @param label what the chart shows, in words
     * @param xTitle under the horizontal axis
     */
    public Chart(String label, int width, int height, String xTitle) {
        this.label = label;
        this.width = width;
        this.height = height;
        this.xTitle = xTitle;
    }

    /** Fixes the span of the vertical axis; what lies beyond is drawn at its ends. */
    public Chart vertical(double min, double max) {
        yMin = min;
        yMax = max;
        yFixed = true;
        return this;
    }

    /** Makes the vertical axis hold a value. */
    public Chart include(double y) {
        if (!yFixed && !Double.isNaN(y)) {
            yMin = Math.min(yMin, y);
            yMax = Math.max(yMax, y);
        }
        return this;
    }

    private void span(double[] x, double[]... ys) {
        for (int i = 0; i < x.length; i++) {
            xMin = Math.min(xMin, x[i]);
            xMax = Math.max(xMax, x[i]);
            for (double[] y : ys) {
                include(y[i]);
            }
        }
    }

    /** A line through points; {@code name} appears where a pointer rests on it. */
    public Chart line(double[] x, double[] y, String style, String name) {
        span(x, y);
        marks.add((svg, axes) -> {
            StringBuilder path = new StringBuilder();
            for (int i = 0; i < x.length; i++) {
                if (!Double.isNaN(y[i])) {
                    boolean begins = i == 0 || Double.isNaN(y[i - 1]);
                    boolean ends = i == x.length - 1 || Double.isNaN(y[i + 1]);
                    path.append(begins ? 'M' : 'L').append(point(axes, x[i], y[i]));
                    path.append(begins && ends ? "h0" : "");
                }
            }
            svg.path("line " + style, path, name);
        });
        return this;
    }

    /** The area between two lines of numbers; a narrow column where it is of one point. */
    public Chart band(double[] x, double[] lower, double[] upper, String style, String name) {
        span(x, lower, upper);
        marks.add((svg, axes) -> {
            if (x.length == 1) {
                double top = vertical(axes, upper[0]);
                double left = axes[0].at(x[0]) - COLUMN / 2.0;
                svg.rectangle("band " + style, left, top, COLUMN, vertical(axes, lower[0]) - top, name);
                return;
            }
            StringBuilder path = new StringBuilder();
            for (int i = 0; i < x.length; i++) {
                path.append(i == 0 ? 'M' : 'L').append(point(axes, x[i], upper[i]));
            }
            for (int i = x.length - 1; i >= 0; i--) {
                path.append('L').append(point(axes, x[i], lower[i]));
            }
            svg.path("band " + style, path.append('Z'), name);
        });
        return this;
    }

    /**
     * Bars from 0.
     *
     * @param edges [n + 1] ascending
     * @param heights [n]
     */
    public Chart bars(double[] edges, double[] heights, String style, String[] names) {
        include(0);
        span(edges);
        for (double h : heights) {
            include(h);
        }
        marks.add((svg, axes) -> {
            for (int i = 0; i < heights.length; i++) {
                double left = axes[0].at(edges[i]);
                double right = axes[0].at(edges[i + 1]);
                double top = axes[1].at(heights[i]);
                // a pixel of the ground between neighbours
                svg.rectangle("bar " + style, left + 0.5, top, right - left - 1, axes[1].at(0) - top, names[i]);
            }
        });
        return this;
    }

    /** A horizontal line across, for what is nominal. */
    public Chart level(double y, String style) {
        include(y);
        marks.add((svg, axes) -> svg.line("line " + style, axes[0].from(), axes[1].at(y), axes[0].to(), axes[1].at(y)));
        return this;
    }

    /** A vertical line across, for a moment. */
    public Chart moment(double x, String style) {
        marks.add((svg, axes) -> svg.line("line " + style, axes[0].at(x), axes[1].from(), axes[0].at(x), axes[1].to()));
        return this;
    }

    private static String point(Axis[] axes, double x, double y) {
        return Svg.number(axes[0].at(x)) + "," + Svg.number(vertical(axes, y));
    }

    private static double vertical(Axis[] axes, double y) {
        return Math.max(axes[1].to(), Math.min(axes[1].from(), axes[1].at(y)));
    }

    /** The chart as one {@code svg} element. */
    public String svg() {
        double room = yFixed || !(yMax > yMin) ? 0 : ROOM * (yMax - yMin);
        double bottom = yMin == 0 ? 0 : yMin - room;
        Axis x = Axis.of(xMin, xMax, LEFT, width - RIGHT);
        Axis y = Axis.of(bottom, yMax + room, height - BOTTOM, TOP);
        Svg svg = new Svg(width, height, label);
        for (double tick : y.ticks(TICKS_Y)) {
            svg.line("grid", x.from(), y.at(tick), x.to(), y.at(tick));
            svg.text("tick", x.from() - 6, y.at(tick) + 4, "end", y.label(tick, TICKS_Y));
        }
        for (double tick : x.ticks(TICKS_X)) {
            svg.text("tick", x.at(tick), y.from() + 15, "middle", x.label(tick, TICKS_X));
        }
        for (BiConsumer<Svg, Axis[]> mark : marks) {
            mark.accept(svg, new Axis[] {x, y});
        }
        svg.line("axis", x.from(), y.from(), x.to(), y.from());
        svg.text("title", (x.from() + x.to()) / 2, height - 5, "middle", xTitle);
        return svg.end();
    }
}
