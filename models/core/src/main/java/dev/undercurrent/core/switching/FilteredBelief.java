package dev.undercurrent.core.switching;

/** A live view of the filtered posterior in a state. */
record FilteredBelief(SwitchingState<?> state) implements Belief {

    @Override
    public int count() {
        return state.belief.length;
    }

    @Override
    public double probability(int slot) {
        return state.belief[slot];
    }

    @Override
    public int regime(int slot) {
        return state.ids[slot];
    }

    @Override
    public double changeProbability() {
        return state.change;
    }
}
