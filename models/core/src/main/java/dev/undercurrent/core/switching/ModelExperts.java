package dev.undercurrent.core.switching;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Density;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.scaling.Rescalable;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * K whole sequence models, each with a state of its own, as the experts of a hidden Markov chain: with trained networks a
 * regime-switching network (Hamilton 1989, with networks for the autoregressions), with moves all but impossible ({@link
 * Learning#none} with a tiny {@code leave}) Bayesian model averaging.
 *
 * <p>Every model hears every event, whoever is responsible for it, and learns from it what it learns by itself, such as
 * its units. Models are not fitted to regimes: of the chain only the moves are learnt ({@link Learning#moves}). Models with units of
 * their own stand outside of {@link dev.undercurrent.core.scaling.Standardised}.
 *
 * @param <S> state of one model
 */
public final class ModelExperts<S> implements Experts<List<S>> {

    private final List<SequenceModel<S>> models;
    private final int channels;
    private final Laws laws;

    /**
     * @param models K of them, each used here alone, whose laws are {@link Density}: products over channels
     * @throws IllegalArgumentException if there is none, one is there twice, or their channels differ
     */
    public ModelExperts(List<? extends SequenceModel<S>> models) {
        this.models = List.copyOf(models);
        Set<SequenceModel<S>> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(this.models);
        if (models.isEmpty() || distinct.size() < models.size()) {
            throw new IllegalArgumentException(models.size() + " models, " + distinct.size()
                    + " of them distinct; allowed: at least 1, all distinct");
        }
        laws = new Laws(this.models.size());
        laws.of(start());
        channels = laws.laws[0].channels();
        for (Density law : laws.laws) {
            if (law.channels() != channels) {
                throw new IllegalArgumentException(
                        "models of " + channels + " and of " + law.channels() + " channels; allowed: as many in all");
            }
        }
    }

    @Override
    public int count() {
        return models.size();
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public List<S> start() {
        List<S> states = new ArrayList<>(models.size());
        for (SequenceModel<S> model : models) {
            states.add(model.start());
        }
        return states;
    }

    @Override
    public Components components(List<S> states) {
        laws.of(states);
        return laws;
    }

    @Override
    public void observe(List<S> states, Observation x, double[] predicted, double learning) {
        for (int k = 0; k < models.size(); k++) {
            models.get(k).observe(states.get(k), x, learning);
        }
    }

    @Override
    public void forget(List<S> states) {
        for (int k = 0; k < models.size(); k++) {
            reset(states, k);
        }
    }

    @Override
    public void reset(List<S> states, int k) {
        states.set(k, models.get(k).start());
    }

    /** Nothing: what these models learn they learn as they observe. */
    @Override
    public void learn(List<S> states, Observation x, double[] responsibilities, double memory) {}

    /** The mass alone. */
    @Override
    public int statistics() {
        return 1;
    }

    @Override
    public void sufficient(List<S> states, Observation x, double[] out) {
        java.util.Arrays.fill(out, 0, models.size(), 1);
    }

    /** Nothing: the parameters are fixed. */
    @Override
    public void maximise(List<S> states, int k, double[] statistics, double mass) {}

    @Override
    public void sums(List<S> states, int k, double[] out) {
        out[0] = 0;
    }

    @Override
    public void restart(List<S> states, int k, double[] mean, double[] variance) {
        throw new IllegalStateException(
                "no model can be made for a new regime; allowed: a novel run of 0, as in Learning.moves");
    }

    @Override
    public void rescale(List<S> states, int channel, double factor, double shift) {
        for (SequenceModel<S> model : models) {
            if (!(model instanceof Rescalable<S>)) {
                throw new IllegalStateException("a " + model.getClass().getSimpleName()
                        + " has units of its own; allowed under a change of units: rescalable models");
            }
        }
        for (int k = 0; k < models.size(); k++) {
            ((Rescalable<S>) models.get(k)).rescale(states.get(k), channel, factor, shift);
        }
    }

    @Override
    public boolean degenerate(List<S> states, int k) {
        return false;
    }

    /** Bytes: the states of the models, in order, each by its own codec. */
    @Override
    public StateCodec<List<S>> codec() {
        List<StateCodec<S>> codecs = models.stream().map(SequenceModel::codec).toList();
        return new StateCodec<>() {
            @Override
            public void write(List<S> states, ByteSink out) {
                for (int k = 0; k < codecs.size(); k++) {
                    codecs.get(k).write(states.get(k), out);
                }
            }

            @Override
            public List<S> read(ByteSource in) {
                List<S> states = new ArrayList<>(codecs.size());
                for (StateCodec<S> codec : codecs) {
                    states.add(codec.read(in));
                }
                return states;
            }

            @Override
            public List<S> copy(List<S> from) {
                List<S> states = new ArrayList<>(codecs.size());
                for (int k = 0; k < codecs.size(); k++) {
                    states.add(codecs.get(k).copy(from.get(k)));
                }
                return states;
            }
        };
    }

    /** The models' laws of the next observation: views, valid until the next question to a model. */
    private final class Laws implements Components {

        private final Density[] laws;

        Laws(int k) {
            laws = new Density[k];
        }

        void of(List<S> states) {
            for (int k = 0; k < laws.length; k++) {
                laws[k] = (Density) models.get(k).predict(states.get(k));
            }
        }

        @Override
        public int count() {
            return laws.length;
        }

        @Override
        public int channels() {
            return channels;
        }

        @Override
        public void logDensities(Observation x, double[] out) {
            for (int k = 0; k < laws.length; k++) {
                out[k] = 0.0 - laws[k].surprisal(x);
            }
        }

        @Override
        public double logDensity(int k, int channel, double x) {
            return 0.0 - laws[k].surprisal(channel, x);
        }

        /** At the means: the largest where a law is symmetric and has one mode. */
        @Override
        public double peakLogDensity(int k, Observation x) {
            double sum = 0;
            double[] values = ((Reading) x).values();
            for (int c = 0; c < values.length; c++) {
                if (!Double.isNaN(values[c])) {
                    sum -= laws[k].surprisal(c, laws[k].mean(c));
                }
            }
            return sum;
        }

        @Override
        public double tail(int k, Observation x) {
            return laws[k].tail(x);
        }

        @Override
        public double mean(int k, int channel) {
            return laws[k].mean(channel);
        }

        @Override
        public double variance(int k, int channel) {
            return laws[k].variance(channel);
        }

        @Override
        public double cdf(int k, int channel, double x) {
            return laws[k].cdf(channel, x);
        }

        @Override
        public Observation sample(int k, long time, RandomGenerator random) {
            return laws[k].sample(time, random);
        }
    }
}
