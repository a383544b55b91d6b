package dev.undercurrent.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Seeded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NormalEquationsTest {

    /** Solves a x = b by Gauss-Jordan elimination with pivoting: the slow, obvious way. */
    private static double[] eliminate(double[][] a, double[] b) {
        int n = b.length;
        for (int c = 0; c < n; c++) {
            int pivot = c;
            for (int r = c; r < n; r++) {
                pivot = Math.abs(a[r][c]) > Math.abs(a[pivot][c]) ? r : pivot;
            }
            double[] row = a[c];
            a[c] = a[pivot];
            a[pivot] = row;
            double right = b[c];
            b[c] = b[pivot];
            b[pivot] = right;
            for (int r = 0; r < n; r++) {
                if (r != c) {
                    double f = a[r][c] / a[c][c];
                    for (int q = c; q < n; q++) {
                        a[r][q] -= f * a[c][q];
                    }
                    b[r] -= f * b[c];
                }
            }
        }
        for (int c = 0; c < n; c++) {
            b[c] /= a[c][c];
        }
        return b;
    }

    @Test
    @DisplayName("coefficients and residual are those of weighted least squares over the rows themselves")
    void solvesLeastSquares() {
        Seeded.check(30, (random, size) -> {
            int p = 1 + size % 5;
            int rows = 3 * p + 4;
            double keep = 0.9;
            double ridge = size % 3 == 0 ? 0 : 1e-3;
            var equations = new NormalEquations(p);
            double[] s = new double[3 + equations.length()];
            double[][] x = new double[rows][p];
            double[] y = new double[rows];
            double[] w = new double[rows];
            for (int t = 0; t < rows; t++) {
                for (int l = 0; l < p; l++) {
                    x[t][l] = 4 * random.nextDouble() - 1;
                }
                y[t] = 2 * random.nextDouble() - x[t][0];
                double weight = 0.1 + random.nextDouble();
                w[t] = weight * StrictMath.pow(keep, rows - 1.0 - t);
                equations.add(s, 3, keep, x[t], 0, y[t], weight);
            }
            double[][] a = new double[p + 1][p + 1];
            double[] b = new double[p + 1];
            double total = 0;
            for (int t = 0; t < rows; t++) {
                total += w[t];
                for (int i = 0; i <= p; i++) {
                    double xi = i == 0 ? 1 : x[t][i - 1];
                    b[i] += w[t] * xi * y[t];
                    for (int j = 0; j <= p; j++) {
                        a[i][j] += w[t] * xi * (j == 0 ? 1 : x[t][j - 1]);
                    }
                }
            }
            for (int i = 1; i <= p; i++) {
                a[i][i] += ridge * total;
            }
            double mean = b[0] / total;
            double[] expected = eliminate(a, b);
            double[] found = new double[p + 3];
            double residual = equations.solve(s, 3, ridge, found, 2);
            double sum = 0;
            for (int t = 0; t < rows; t++) {
                double e = y[t] - expected[0];
                for (int l = 0; l < p; l++) {
                    e -= expected[l + 1] * x[t][l];
                }
                sum += w[t] * e * e;
            }
            for (int i = 1; i <= p; i++) {
                // what the ridge adds to the sum that is minimised counts as residual
                sum += ridge * total * expected[i] * expected[i];
            }
            double square = 0;
            for (int t = 0; t < rows; t++) {
                square += w[t] * (y[t] - mean) * (y[t] - mean);
            }
            assertThat(equations.mean(s, 3)).isCloseTo(mean, within(1e-12));
            assertThat(equations.variance(s, 3)).isCloseTo(square / total, within(1e-12));
            for (int i = 0; i <= p; i++) {
                assertThat(found[2 + i]).isCloseTo(expected[i], within(1e-9));
            }
            assertThat(residual).isCloseTo(sum, within(1e-9));
        });
    }

    @Test
    @DisplayName("statistics in new units are those of the data in new units")
    void rescales() {
        Seeded.check(30, (random, size) -> {
            int p = 1 + size % 5;
            var equations = new NormalEquations(p);
            double factor = 4 * random.nextDouble() - 2;
            double shift = 6 * random.nextDouble() - 3;
            double[] before = new double[equations.length()];
            double[] after = new double[equations.length()];
            for (int t = 0; t < 10; t++) {
                double[] x = new double[p];
                double[] moved = new double[p];
                for (int l = 0; l < p; l++) {
                    x[l] = random.nextDouble();
                    moved[l] = factor * x[l] + shift;
                }
                double y = random.nextDouble();
                equations.add(before, 0, 0.9, x, 0, y, 1);
                equations.add(after, 0, 0.9, moved, 0, factor * y + shift, 1);
            }
            equations.rescale(before, 0, factor, shift);
            assertThat(before).containsExactly(after, within(1e-11));
        });
    }

    @Test
    @DisplayName("statistics of one event are what adding it to nothing leaves, and a singular system is told")
    void setsAndTells() {
        var equations = new NormalEquations(2);
        double[] added = new double[equations.length()];
        double[] set = new double[equations.length()];
        double[] lags = {9, 1, 2};
        equations.add(added, 0, 0.5, lags, 1, 3, 0.7);
        equations.set(set, 0, lags, 1, 3, 0.7);
        assertThat(set).containsExactly(added, within(1e-15));
        assertThat(equations.solve(new double[equations.length()], 0, 0, new double[3], 0))
                .isNaN();
    }
}
