package dev.undercurrent.core.recurrent;

import dev.undercurrent.core.math.Kernel;
import java.util.Arrays;

/**
 * A matrix cut into panels of outputs: what a tile of sums reads lies together in memory, where the columns of a wide matrix
 * would push each other out of the processor's first cache. The sums are those of the whole.
 */
final class Panels {

    private final Kernel kernel;
    private final int inputs;
    private final int width;
    private final float[][][] panels; // [⌈outputs / width⌉][inputs][≤ width]

    /** @param columns [inputs][outputs]; copied */
    Panels(Kernel kernel, float[][] columns) {
        int outputs = columns[0].length;
        this.kernel = kernel;
        this.inputs = columns.length;
        this.width = Math.min(kernel.panel(), outputs);
        this.panels = new float[(outputs + width - 1) / width][inputs][];
        for (int p = 0; p < panels.length; p++) {
            for (int j = 0; j < inputs; j++) {
                panels[p][j] = Arrays.copyOfRange(columns[j], p * width, Math.min(outputs, (p + 1) * width));
            }
        }
    }

    /** y ← y + Σ_j x_j · column_j for each of n vectors: {@code xs} [≥ n][≥ inputs], {@code ys} [≥ n][≥ outputs]. */
    void accumulate(float[][] xs, float[][] ys, int n) {
        kernel.accumulate(panels[0], xs, inputs, ys, n);
        for (int p = 1; p < panels.length; p++) {
            kernel.accumulate(panels[p], xs, inputs, ys, p * width, n);
        }
    }
}
