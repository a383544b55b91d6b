package dev.undercurrent.evaluation.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A whole recording on one page width: a lane for each channel with its band, a ribbon of regimes and a lane of scores, over a
 * common axis of rows. Many rows share a column of pixels, which then spans from their least to their greatest value.
 */
public final class SeriesPlot {

    private static final int WIDTH = 1100;
    private static final int LEFT = 62;
    private static final int RIGHT = 10;
    private static final int TOP = 8;
    private static final int BOTTOM = 24;
    private static final int GAP = 8;
    private static final int SCORE = 56;
    private static final int RIBBON = 14;
    private static final int COLUMNS = 700;
    private static final int TICKS = 7;
    private static final int COLOURS = 8;
    private static final int NARROWEST = 2;

    /** Half the width of a letter of the axis, pixels. */
    private static final double HALF_LETTER = 3.2;

    /** How far beyond the values bands are drawn, as a share of the values' span. */
    private static final double BEYOND = 0.4;

    private final String label;
    private final int rows;
    private final IntFunction<String> names;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<int[]> windows = new ArrayList<>();
    private final List<Integer> moments = new ArrayList<>();
    private int[] regimes;
    private double[] scores;
    private double[] incidents;

    private record Lane(String name, double[] values, double[] expected, double[] lower, double[] upper) {}

    /**
     * @param label what it shows, in words
     * @param rows length of the recording
     * @param names how a row is called on the axis
     */
    public SeriesPlot(String label, int rows, IntFunction<String> names) {
        this.label = label;
        this.rows = rows;
        this.names = names;
    }

    /** Adds a channel: values, and what was expected of them with its band; all [rows], NaN where there is nothing. */
    public SeriesPlot channel(String name, double[] values, double[] expected, double[] lower, double[] upper) {
        lanes.add(new Lane(name, values, expected, lower, upper));
        return this;
    }

    /** Marks labelled rows, from the first to the last. */
    public SeriesPlot window(int first, int last) {
        windows.add(new int[] {first, last});
        return this;
    }

    /** Marks a row at which something truly changed. */
    public SeriesPlot moment(int row) {
        moments.add(row);
        return this;
    }

    /** @param ids [rows] regime of each row, −1 = none */
    public SeriesPlot ribbon(int[] ids) {
        regimes = ids;
        return this;
    }

    /**
     * @param score [rows] in [0, 1]
     * @param opens [rows] above 0 where an incident opens
     */
    public SeriesPlot score(double[] score, double[] opens) {
        scores = score;
        incidents = opens;
        return this;
    }

    /** The plot as one {@code svg} element. */
    public String svg() {
        int lane = lanes.size() == 1 ? 170 : lanes.size() == 2 ? 90 : 50;
        int marks = TOP + lanes.size() * (lane + GAP) + (regimes == null ? 0 : RIBBON + GAP);
        int bottom = marks + (scores == null ? 0 : SCORE);
        Axis x = Axis.of(0, Math.max(1, rows), LEFT, WIDTH - RIGHT);
        Svg svg = new Svg(WIDTH, bottom + BOTTOM, label);
        for (int[] w : windows) {
            double from = x.at(w[0]);
            double width = Math.max(NARROWEST, x.at(w[1] + 1.0) - from);
            svg.rectangle("window", from, TOP, width, bottom - TOP, names.apply(w[0]) + " to " + names.apply(w[1]));
        }
        int top = TOP;
        for (Lane one : lanes) {
            lane(svg, x, one, top, lane);
            top += lane + GAP;
        }
        if (regimes != null) {
            ribbon(svg, x, top);
            svg.text("tick", LEFT - 6, top + RIBBON - 3, "end", "regime");
        }
        for (int row : moments) {
            svg.line("truth", x.at(row), TOP, x.at(row), bottom);
        }
        if (scores != null) {
            score(svg, x, marks);
        }
        for (double tick : x.ticks(TICKS)) {
            int row = (int) Math.round(tick);
            String name = row < rows ? names.apply(row) : "";
            // a name that would not fit beside the end is left out
            if (x.at(tick) + name.length() * HALF_LETTER <= WIDTH) {
                svg.text("tick", x.at(tick), bottom + 16, "middle", name);
            }
        }
        return svg.end();
    }

    private void lane(Svg svg, Axis x, Lane lane, int top, int height) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double v : lane.values) {
            if (!Double.isNaN(v)) {
                min = Math.min(min, v);
                max = Math.max(max, v);
            }
        }
        if (min > max) {
            return;
        }
        double room = (max > min ? max - min : Math.max(1e-9, Math.abs(max))) * 0.06;
        Axis y = Axis.of(min - room, max + room, top + height, top);
        int ticks = height > 100 ? 4 : 2;
        for (double tick : y.ticks(ticks)) {
            svg.line("grid", LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
            svg.text("tick", LEFT - 6, y.at(tick) + 4, "end", y.label(tick, ticks));
        }
        double beyond = BEYOND * (max - min);
        double[] ends = {Math.max(min - beyond, y.min()), Math.min(max + beyond, y.max())};
        band(svg, x, y, lane, ends);
        envelope(svg, x, y, lane.expected, "expected", "expected", ends);
        envelope(svg, x, y, lane.values, "line actual thin", lane.name, ends);
        if (lanes.size() > 1) {
            svg.text("tick name", LEFT + 4, top + 11, "start", lane.name);
        }
    }

    private int columns() {
        return Math.min(rows, COLUMNS);
    }

    private int start(int column) {
        return (int) ((long) column * rows / columns());
    }

    private static double extreme(double[] values, int from, int to, boolean least) {
        double found = Double.NaN;
        for (int i = from; i < to; i++) {
            if (!Double.isNaN(values[i]) && (Double.isNaN(found) || (least ? values[i] < found : values[i] > found))) {
                found = values[i];
            }
        }
        return found;
    }

    private void band(Svg svg, Axis x, Axis y, Lane lane, double[] ends) {
        StringBuilder path = new StringBuilder();
        int n = columns();
        for (int c = 0; c < n; ) {
            int from = c;
            StringBuilder back = new StringBuilder();
            for (; c < n; c++) {
                double low = extreme(lane.lower, start(c), start(c + 1), true);
                double high = extreme(lane.upper, start(c), start(c + 1), false);
                if (Double.isNaN(low) || Double.isNaN(high)) {
                    break;
                }
                double at = x.at((start(c) + start(c + 1)) / 2.0);
                path.append(c == from ? 'M' : 'L').append(point(at, y.at(clamp(high, ends))));
                back.insert(0, "L" + point(at, y.at(clamp(low, ends))));
            }
            path.append(back).append(c > from ? "Z" : "");
            c++;
        }
        svg.path("band s1", path, "band");
    }

    private void envelope(Svg svg, Axis x, Axis y, double[] values, String style, String name, double[] ends) {
        StringBuilder path = new StringBuilder();
        boolean gap = true;
        for (int c = 0; c < columns(); c++) {
            int from = start(c);
            int to = start(c + 1);
            double low = extreme(values, from, to, true);
            if (Double.isNaN(low)) {
                gap = true;
                continue;
            }
            double high = extreme(values, from, to, false);
            double at = x.at((from + to) / 2.0);
            path.append(gap ? 'M' : 'L').append(point(at, y.at(clamp(low, ends))));
            if (high > low) {
                path.append('L').append(point(at, y.at(clamp(high, ends))));
            } else if (gap) {
                path.append("h0");
            }
            gap = false;
        }
        svg.path(style, path, name);
    }

    private void ribbon(Svg svg, Axis x, int top) {
        for (int from = 0; from < rows; ) {
            int to = from;
            while (to < rows && regimes[to] == regimes[from]) {
                to++;
            }
            if (regimes[from] >= 0) {
                String title = "regime " + regimes[from] + " from " + names.apply(from);
                double left = x.at(from);
                svg.rectangle("ribbon s" + (regimes[from] % COLOURS + 1), left, top, x.at(to) - left, RIBBON, title);
            }
            from = to;
        }
    }

    private void score(Svg svg, Axis x, int top) {
        Axis y = Axis.of(0, 1, top + SCORE, top);
        for (double tick : new double[] {0, 0.5, 1}) {
            svg.line("grid", LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
        }
        svg.text("tick", LEFT - 6, y.at(1) + 8, "end", "1");
        svg.text("tick", LEFT - 6, y.at(0.5) + 4, "end", "score");
        svg.text("tick", LEFT - 6, y.at(0), "end", "0");
        StringBuilder area = new StringBuilder("M").append(point(x.at(0), y.at(0)));
        for (int c = 0; c < columns(); c++) {
            double high = extreme(scores, start(c), start(c + 1), false);
            area.append('L').append(point(x.at((start(c) + start(c + 1)) / 2.0), y.at(Double.isNaN(high) ? 0 : high)));
        }
        svg.path("score", area.append('L').append(point(x.at(rows), y.at(0))).append('Z'), "anomaly score");
        for (int i = 0; i < rows; i++) {
            if (incidents[i] > 0) {
                String at = Svg.number(x.at(i + 0.5));
                String mark = "M" + at + "," + Svg.number(y.at(1) + 11) + "l-5,-11h10Z";
                svg.path("incident", mark, "incident opens at " + names.apply(i));
                svg.line("incident", x.at(i + 0.5), y.at(1), x.at(i + 0.5), y.at(0));
            }
        }
    }

    private static double clamp(double value, double[] ends) {
        return Math.max(ends[0], Math.min(ends[1], value));
    }

    private static String point(double x, double y) {
        return Svg.number(x) + "," + Svg.number(y);
    }
}
