package dev.undercurrent.evaluation.benchmark;

import java.util.List;
import java.util.SplittableRandom;

/** Series that are healthy by construction, of several kinds, each from a seed: what is said of them can be known right. */
public enum Synthetic {
    /** Independent normal values. */
    NOISE {
        @Override
        double next(int i, double before, SplittableRandom random) {
            return random.nextGaussian();
        }
    },
    /** Independent values with heavy tails: a normal one over the root of a mean of four squares (Student's t, ν = 4). */
    HEAVY_TAILS {
        @Override
        double next(int i, double before, SplittableRandom random) {
            double squares = 0;
            for (int k = 0; k < 4; k++) {
                double g = random.nextGaussian();
                squares += g * g;
            }
            return random.nextGaussian() / Math.sqrt(squares / 4);
        }
    },
    /** First-order autoregression, 0.9. */
    AUTOREGRESSION {
        @Override
        double next(int i, double before, SplittableRandom random) {
            return 0.9 * before + random.nextGaussian();
        }
    },
    /** A day of 288 rows with normal noise. */
    DAY {
        @Override
        double next(int i, double before, SplittableRandom random) {
            return 5 * Math.sin(2 * Math.PI * i / 288) + random.nextGaussian();
        }
    },
    /** Two levels that take turns every 200 to 400 rows. */
    REGIMES {
        @Override
        double next(int i, double before, SplittableRandom random) {
            return (Math.sin(i / 97.0) + 0.3 * Math.sin(i / 41.0) > 0 ? 6 : 0) + random.nextGaussian();
        }
    },
    /** Whole numbers around 3. */
    COUNTS {
        @Override
        double next(int i, double before, SplittableRandom random) {
            double product = random.nextDouble();
            int n = 0;
            // Knuth's method: as many uniforms as keep their product above e^-3
            while (product > Math.exp(-3)) {
                product *= random.nextDouble();
                n++;
            }
            return n;
        }
    };

    abstract double next(int i, double before, SplittableRandom random);

    /** Its name in lower case. */
    public String title() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    /** Values of one series. */
    public double[] values(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31 + name().hashCode());
        double[] values = new double[rows];
        double before = 0;
        for (int i = 0; i < rows; i++) {
            before = next(i, before, random);
            values[i] = before;
        }
        return values;
    }

    /** One series as a recording with a row a minute. */
    public Recording recording(int rows, long seed) {
        double[] values = values(rows, seed);
        double[][] body = new double[rows][];
        for (int i = 0; i < rows; i++) {
            body[i] = new double[] {values[i]};
        }
        String name = name().toLowerCase(java.util.Locale.ROOT) + "-" + seed + ".csv";
        return new Recording(name, SegmentationData.stamps(rows), List.of("value"), body);
    }
}
