package dev.undercurrent.training;

/**
 * A stretch of a history as a network sees it. T = its events, O = forecast origins, H = horizon; values in the units of the
 * event (offset and scale of its features), NaN = missing.
 *
 * @param inputs [T][24]
 * @param candidates [T][10]
 * @param targets [T], the next value, within ±60
 * @param origins [O], t of each origin
 * @param horizonCandidates [O][H][12]
 * @param horizonInputs [O][H][24]
 * @param horizonTargets [O][H], the values to come, within ±20
 * @param weights [O], what an error of the forecast counts: high where the series is easily forecast
 */
record Window(
        float[][] inputs,
        float[][] candidates,
        float[] targets,
        int[] origins,
        float[][][] horizonCandidates,
        float[][][] horizonInputs,
        float[][] horizonTargets,
        float[] weights) {}
