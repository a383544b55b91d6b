package dev.undercurrent.training.hmm;

/** Count, mean and standard deviation per channel over the present values of rows (Welford 1962). */
final class Moments {

    private double[] count = new double[0];
    private double[] mean = new double[0];
    private double[] square = new double[0];

    /** Number of present channels. */
    static int present(double[] row) {
        int present = 0;
        for (double value : row) {
            present += Double.isNaN(value) ? 0 : 1;
        }
        return present;
    }

    void add(double[][] rows) {
        for (double[] row : rows) {
            add(row);
        }
    }

    void add(double[] row) {
        if (count.length == 0) {
            count = new double[row.length];
            mean = new double[row.length];
            square = new double[row.length];
        }
        for (int c = 0; c < row.length; c++) {
            if (!Double.isNaN(row[c])) {
                count[c]++;
                double d = row[c] - mean[c];
                mean[c] += d / count[c];
                square[c] += d * (row[c] - mean[c]);
            }
        }
    }

    double count(int channel) {
        return channel < count.length ? count[channel] : 0.0;
    }

    /** 0 where nothing was present. */
    double mean(int channel) {
        return channel < mean.length ? mean[channel] : 0.0;
    }

    /** 0 where nothing was present. */
    double deviation(int channel) {
        return count(channel) > 0.0 ? Math.sqrt(square[channel] / count[channel]) : 0.0;
    }
}
