package dev.undercurrent.training.hmm;

/** The regime of each event as it is known when the event has come: the most probable one given no later events. */
public final class FilteredRegimes {

    private FilteredRegimes() {}

    /**
     * Positions in the model.
     *
     * @param series [T][D], in the units of the series
     */
    public static int[] of(HmmModel model, double[][] series) {
        int[] regimes = new int[series.length];
        new Chain(model).filter(model.units().standardise(series), (t, predicted, posterior, surprisal) -> {
            for (int i = 1; i < posterior.length; i++) {
                regimes[t] = posterior[i] > posterior[regimes[t]] ? i : regimes[t];
            }
        });
        return regimes;
    }
}
