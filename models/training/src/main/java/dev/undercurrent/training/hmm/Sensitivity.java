package dev.undercurrent.training.hmm;

import java.util.List;
import java.util.Locale;

/**
 * How much a result depends on where EM began.
 *
 * @param events events in all series
 * @param restarts in the order they ran
 * @param best index of the one that was kept
 */
public record Sensitivity(long events, List<Restart> restarts, int best) {

    /**
     * One run of EM.
     *
     * @param start how its start was found: events, stretches, random or previous
     * @param evidence log p of all series, nats
     * @param objective evidence plus log prior
     * @param repairs regimes given another start on the way
     * @param degenerate regimes that are degenerate at the end
     * @param randIndex adjusted Rand index (Hubert &amp; Arabie 1985) of its most probable regime per event with that of the
     *     best: 1 = the same partition, 0 = no more alike than by chance
     * @param distance mean {@link Alignment#divergence} of its regimes from the best's, matched; 0 = the same laws
     */
    public record Restart(
            String start,
            double evidence,
            double objective,
            int iterations,
            boolean converged,
            int repairs,
            int degenerate,
            double randIndex,
            double distance) {}

    public Sensitivity {
        restarts = List.copyOf(restarts);
    }

    /** Share of restarts whose objective is within {@code nats} per event of the best. */
    public double agreement(double nats) {
        double top = restarts.get(best).objective();
        long near = restarts.stream()
                .filter(r -> top - r.objective() <= nats * events)
                .count();
        return (double) near / restarts.size();
    }

    /** A table, one line per restart; the best is marked. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("   start      evidence/event  objective/event  iterations  converged"
                + "  repairs  degenerate  rand index  distance\n");
        for (int i = 0; i < restarts.size(); i++) {
            Restart r = restarts.get(i);
            out.append(String.format(
                    Locale.ROOT,
                    "%s  %-9s  %14.5f  %15.5f  %10d  %9s  %7d  %10d  %10.3f  %8.4f%n",
                    i == best ? "*" : " ",
                    r.start(),
                    r.evidence() / events,
                    r.objective() / events,
                    r.iterations(),
                    r.converged() ? "yes" : "no",
                    r.repairs(),
                    r.degenerate(),
                    r.randIndex(),
                    r.distance()));
        }
        return out.toString();
    }
}
