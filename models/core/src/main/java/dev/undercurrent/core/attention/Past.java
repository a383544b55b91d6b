package dev.undercurrent.core.attention;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.Arrays;

/**
 * The last rows of a key, the newest at the lowest index, so that what lies {@code lag} rows back stands at {@code head + lag}
 * and a loop over lags runs over contiguous memory. Per row and channel: the value, the value in units of the key's first rows,
 * and mean and inverse deviation of the window of w rows that ends there.
 *
 * <p>Units are offset and scale of the rows at hand, taken at 1, 2, 4, …, 256 and {@link #SETTLED} rows; later, looked at every
 * {@link #LOOK} rows, only where the series has left them by a factor of {@link #FAR}. They set what counts as flat, nothing else.
 */
final class Past {

    /** Rows at which the units settle. */
    static final int SETTLED = 500;

    private static final int LOOK = 1024;

    private static final double FAR = 16;

    /** Largest value in these units. */
    private static final double EDGE = 1e4;

    /** Largest magnitude of a value that is kept. */
    static final double LARGEST = 1e100;

    /** Variance of a window, in squared units, up to which it is flat. */
    private static final double FLAT = 1e-6;

    final int width;
    private final int keep;

    /** Rows that ever came. */
    long count;

    int head;

    /** [channels][≥ head + rows] values as they came, NaN = missing. */
    final double[][] values;

    /** The same in units; a missing one as the one before it. */
    final double[][] units;

    final double[][] mean;

    /** 1 / standard deviation; 0 where more than half of the window is missing. */
    final double[][] inverse;

    /** [≥ head + rows] when they came, microseconds UTC; of a row without values, when the one before it came. */
    long[] times;

    final double[] offset;
    final double[] scale;

    /** @param keep rows kept */
    Past(int channels, int width, int keep) {
        this.width = width;
        this.keep = keep;
        this.head = 32;
        this.values = new double[channels][head];
        this.units = new double[channels][head];
        this.mean = new double[channels][head];
        this.inverse = new double[channels][head];
        this.times = new long[head];
        this.offset = new double[channels];
        this.scale = new double[channels];
    }

    int channels() {
        return values.length;
    }

    /** Rows at hand. */
    int rows() {
        return (int) Math.min(count, keep);
    }

    /** Windows whose rows are all at hand. */
    int windows() {
        return Math.max(0, rows() - width + 1);
    }

    /** The value of a row in the unit of the series; a missing one as the one before it, 0 where there was none. */
    double value(int channel, int lag) {
        if (lag >= rows()) {
            return 0;
        }
        double x = values[channel][head + lag];
        return Double.isNaN(x) ? offset[channel] + scale[channel] * units[channel][head + lag] : x;
    }

    /** Takes in a row; true where all units changed with it. */
    boolean push(long time, double[] row) {
        if (head == 0) {
            makeRoom();
        }
        head--;
        count++;
        times[head] = missing(row) ? count > 1 ? times[head + 1] : 0 : time;
        for (int c = 0; c < row.length; c++) {
            values[c][head] = Math.min(Math.max(row[c], -LARGEST), LARGEST);
        }
        boolean anchored = count >= LOOK ? count % LOOK == 0 && moved() : anchor(count);
        if (anchored) {
            takeUnits();
            return true;
        }
        for (int c = 0; c < row.length; c++) {
            convert(c, 0, rows() > 1 ? units[c][head + 1] : 0);
            describe(c, 0);
        }
        return false;
    }

    private static boolean missing(double[] row) {
        for (double v : row) {
            if (!Double.isNaN(v)) {
                return false;
            }
        }
        return true;
    }

    private static boolean anchor(long count) {
        return count == SETTLED || (count <= 256 && Long.bitCount(count) == 1);
    }

    private void makeRoom() {
        int used = rows();
        int length = Math.max(used + 32, Math.min(2 * used, keep + keep / 4 + 32));
        head = length - used;
        long[] later = times.length == length ? times : new long[length];
        System.arraycopy(times, 0, later, head, used);
        times = later;
        for (double[][] group : new double[][][] {values, units, mean, inverse}) {
            for (int c = 0; c < group.length; c++) {
                double[] old = group[c];
                double[] now = old.length == length ? old : new double[length];
                System.arraycopy(old, 0, now, head, used);
                group[c] = now;
            }
        }
    }

    /** True where some channel has left its units. */
    private boolean moved() {
        for (int c = 0; c < channels(); c++) {
            double before = scale[c];
            double spread = spread(c, location(c));
            if (spread > FAR * before || spread * FAR < before) {
                return true;
            }
        }
        return false;
    }

    private double location(int c) {
        double sum = 0;
        int n = 0;
        for (int i = head; i < head + rows(); i++) {
            double v = values[c][i];
            if (!Double.isNaN(v)) {
                sum += v;
                n++;
            }
        }
        return n == 0 ? 0 : sum / n;
    }

    private double spread(int c, double centre) {
        double sum = 0;
        int n = 0;
        for (int i = head; i < head + rows(); i++) {
            double d = values[c][i] - centre;
            if (!Double.isNaN(d)) {
                sum += d * d;
                n++;
            }
        }
        return Math.max(n == 0 ? 0 : Math.sqrt(sum / n), Math.max(1e-9 * Math.abs(centre), 1e-100));
    }

    private void takeUnits() {
        for (int c = 0; c < channels(); c++) {
            offset[c] = location(c);
            scale[c] = spread(c, offset[c]);
        }
        derive(new double[channels()]);
    }

    /**
     * Everything that follows from values, offset and scale, anew.
     *
     * @param first [channels] what the oldest row at hand counts as, where it is missing
     */
    private void derive(double[] first) {
        int n = rows();
        for (int c = 0; c < channels(); c++) {
            for (int lag = n - 1; lag >= 0; lag--) {
                convert(c, lag, lag + 1 < n ? units[c][head + lag + 1] : first[c]);
            }
            for (int lag = n - width; lag >= 0; lag--) {
                describe(c, lag);
            }
        }
    }

    private void convert(int c, int lag, double before) {
        double z = (values[c][head + lag] - offset[c]) / scale[c];
        units[c][head + lag] = Double.isNaN(z) ? before : Math.min(Math.max(z, -EDGE), EDGE);
    }

    /** Mean and inverse deviation of the window that ends there, where there is one. */
    private void describe(int c, int lag) {
        if (lag + width > rows()) {
            return;
        }
        int from = head + lag;
        double[] z = units[c];
        double sum = 0;
        int present = 0;
        for (int i = from; i < from + width; i++) {
            sum += z[i];
            present += Double.isNaN(values[c][i]) ? 0 : 1;
        }
        double centre = sum / width;
        double squares = 0;
        for (int i = from; i < from + width; i++) {
            double d = z[i] - centre;
            squares += d * d;
        }
        mean[c][from] = centre;
        inverse[c][from] = 2 * present < width ? 0 : 1 / Math.sqrt(Math.max(squares / width, FLAT));
    }

    /**
     * Bytes: long rows that ever came; per channel double offset, scale, the oldest row in units, and the values at hand, the newest first;
     * then their times, each as what it comes before the next newer one by.
     */
    void write(ByteSink out) {
        out.writeLong(count);
        int n = rows();
        for (int c = 0; c < channels(); c++) {
            out.writeDouble(offset[c]);
            out.writeDouble(scale[c]);
            out.writeDouble(n == 0 ? 0 : units[c][head + n - 1]);
            out.writeDoubles(Arrays.copyOfRange(values[c], head, head + n));
        }
        Times.write(times, head, n, out);
    }

    static Past read(ByteSource in, int channels, int width, int keep) {
        Past p = new Past(channels, width, keep);
        p.count = in.readLong();
        if (p.count < 0) {
            throw new IllegalStateException("rows of a memory: " + p.count + " in the state; allowed: 0 or more");
        }
        int n = p.rows();
        p.head = 32;
        double[] first = new double[channels];
        for (int c = 0; c < channels; c++) {
            p.offset[c] = in.readDouble();
            p.scale[c] = in.readDouble();
            first[c] = in.readDouble();
            p.values[c] = new double[32 + n];
            System.arraycopy(in.readDoubles(n), 0, p.values[c], 32, n);
            p.units[c] = new double[32 + n];
            p.mean[c] = new double[32 + n];
            p.inverse[c] = new double[32 + n];
        }
        p.times = new long[32 + n];
        Times.read(in, p.times, 32, n);
        p.derive(first);
        return p;
    }

    Past copy() {
        Past p = new Past(channels(), width, keep);
        p.count = count;
        p.head = head;
        p.times = times.clone();
        for (int c = 0; c < channels(); c++) {
            p.values[c] = values[c].clone();
            p.units[c] = units[c].clone();
            p.mean[c] = mean[c].clone();
            p.inverse[c] = inverse[c].clone();
            p.offset[c] = offset[c];
            p.scale[c] = scale[c];
        }
        return p;
    }
}
