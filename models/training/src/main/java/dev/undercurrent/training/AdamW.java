package dev.undercurrent.training;

import dev.undercurrent.core.network.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2), after clipping the gradient's norm. */
final class AdamW {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.98;
    private static final double EPSILON = 1e-8;

    private final double weightDecay;
    private final double largestNorm;
    private final Map<String, float[]> first = new LinkedHashMap<>();
    private final Map<String, float[]> second = new LinkedHashMap<>();
    private int updates;

    AdamW(Parameters parameters, double weightDecay, double largestNorm) {
        this.weightDecay = weightDecay;
        this.largestNorm = largestNorm;
        parameters.tensors().forEach((name, tensor) -> {
            first.put(name, new float[tensor.values().length]);
            second.put(name, new float[tensor.values().length]);
        });
    }

    /** Running means of the gradients by name; live. */
    Map<String, float[]> first() {
        return first;
    }

    /** Running means of their squares by name; live. */
    Map<String, float[]> second() {
        return second;
    }

    int updates() {
        return updates;
    }

    void resume(int updatesSoFar) {
        this.updates = updatesSoFar;
    }

    /**
     * One update; none where a gradient is not finite.
     *
     * @param gradients by name, as the parameters
     * @return norm of the whole gradient before clipping
     */
    double update(Parameters parameters, Map<String, float[]> gradients, double rate) {
        double squares = 0.0;
        for (float[] gradient : gradients.values()) {
            for (float g : gradient) {
                squares += (double) g * g;
            }
        }
        double norm = Math.sqrt(squares);
        if (!Double.isFinite(norm)) {
            return norm;
        }
        updates++;
        float clip = (float) Math.min(1.0, largestNorm / (norm + 1e-6));
        float correction1 = (float) (1.0 - Math.pow(BETA1, updates));
        float correction2 = (float) Math.sqrt(1.0 - Math.pow(BETA2, updates));
        float step = (float) rate / correction1;
        float keep = (float) (1.0 - rate * weightDecay);
        for (Map.Entry<String, Tensor> entry : parameters.tensors().entrySet()) {
            float[] w = entry.getValue().values();
            float[] g = gradients.get(entry.getKey());
            float[] m = first.get(entry.getKey());
            float[] v = second.get(entry.getKey());
            for (int i = 0; i < w.length; i++) {
                float gradient = clip * g[i];
                m[i] += (float) (1.0 - BETA1) * (gradient - m[i]);
                v[i] += (float) (1.0 - BETA2) * (gradient * gradient - v[i]);
                w[i] = keep * w[i] - step * m[i] / ((float) Math.sqrt(v[i]) / correction2 + (float) EPSILON);
            }
        }
        return norm;
    }
}
