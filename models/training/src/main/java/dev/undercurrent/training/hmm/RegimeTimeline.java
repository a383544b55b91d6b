package dev.undercurrent.training.hmm;

import dev.undercurrent.core.switching.Viterbi;
import java.util.ArrayList;
import java.util.List;

/**
 * Which regime a series was in, seen from its end.
 *
 * @param posterior [T][K] P(s_t | x_1..x_T)
 * @param path [T] the single most probable path, positions in the model
 * @param segments the path as runs of one regime
 */
public record RegimeTimeline(double[][] posterior, int[] path, List<Segment> segments) {

    /**
     * A run of events in one regime.
     *
     * @param from first event
     * @param to one after the last
     * @param id label of the regime
     * @param probability mean smoothed probability of the regime over the run
     */
    public record Segment(int from, int to, int id, double probability) {}

    public RegimeTimeline {
        segments = List.copyOf(segments);
    }

    /** @param series [T][D], in the units of the series */
    public static RegimeTimeline of(HmmModel model, double[][] series) {
        int k = model.states();
        double[][] z = model.units().standardise(series);
        double[][] posterior = new double[z.length][];
        new Chain(model).smooth(z, new double[k][k], (t, gamma) -> posterior[t] = gamma.clone());
        double[][] logs = new double[z.length][k];
        LogDensities densities = new LogDensities(model.emissions());
        for (int t = 0; t < z.length; t++) {
            densities.of(z[t], logs[t]);
        }
        int[] path = Viterbi.path(model.initial(), model.pseudoMoves(1.0), logs);
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        double sum = 0.0;
        for (int t = 0; t < path.length; t++) {
            sum += posterior[t][path[t]];
            if (t + 1 == path.length || path[t + 1] != path[t]) {
                segments.add(new Segment(from, t + 1, model.labels().ids()[path[t]], sum / (t + 1 - from)));
                from = t + 1;
                sum = 0.0;
            }
        }
        return new RegimeTimeline(posterior, path, segments);
    }
}
