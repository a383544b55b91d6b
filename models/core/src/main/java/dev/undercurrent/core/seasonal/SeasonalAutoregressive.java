package dev.undercurrent.core.seasonal;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.StudentT;
import dev.undercurrent.core.scaling.Rescalable;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;

/**
 * Seasonal autoregression, each channel by itself: x_t = c + Σ_l φ_l x_{t−l} + σ ε_t over the lags {1, 2, 3, S−1, S, S+1,
 * 2S, W−1, W, W+1}, ε Student-t (a subset regression in the manner of Box &amp; Jenkins 1976, ch. 9).
 *
 * <p>φ solves decayed normal equations with a ridge, a memory of 500 events, solved anew every 8 events learnt from. A lag
 * comes into use with event 2 (lag + 1). Units are taken at 8, 16, 32, … events and whenever a lag comes into use, and all rows
 * with them, while all values are still held: until the warm-up ends, at 2 (longest lag + 1) events. Later the equations are
 * re-expressed exactly, and only where the series has left its units by a factor of four, looked at every 64 events. σ is the
 * maximum-likelihood scale of Student's t with a memory of 100 events.
 *
 * <p>A missing value enters the lags as its predicted mean and teaches nothing; so does a value with learning 0, as itself. In
 * the warm-up such an event may still be the one at which what was taught before is taken into new units. A channel begins
 * with its first value. Values beyond ±1e100 are taken as that; beyond 20 units they count as 20 for the lags, beyond 8 their
 * rows lose weight. Cost per event and channel: about p² / 2 multiplications for p lags, plus p³ / 6 every 8 events; for each
 * re-taking in the warm-up, p² / 2 for every value held.
 */
public final class SeasonalAutoregressive implements Rescalable<SeasonalAutoregressive.State> {

    /** ν of the one-step law: of 4 to 8 the best likelihood on hourly series, and the fastest. */
    static final double DEGREES = 4;

    private static final StudentT SHAPE = new StudentT(new double[1], new double[] {1}, DEGREES);

    private final int channels;
    private final Lags lags;
    private final Fit fit;
    private final double[] location;
    private final double[] scale;

    /**
     * @param channels ≥ 1
     * @param season S, events per season: 0 = none, or from 2
     * @param longer W, events of a second, longer period: 0 = none, or above S
     */
    public SeasonalAutoregressive(int channels, int season, int longer) {
        if (channels < 1) {
            throw new IllegalArgumentException("channels " + channels + "; allowed: at least 1");
        }
        this.channels = channels;
        this.lags = new Lags(season, longer);
        this.fit = new Fit(lags, DEGREES);
        this.location = new double[channels];
        this.scale = new double[channels];
    }

    /** State of one key. */
    public static final class State {
        final Track[] tracks;

        State(Track[] tracks) {
            this.tracks = tracks;
        }
    }

    /** Number of channels. */
    public int channels() {
        return channels;
    }

    Fit fit() {
        return fit;
    }

    Lags lags() {
        return lags;
    }

    /** Events of a channel from which on every lag is in use. */
    public int warmUp() {
        return lags.warmUp();
    }

    @Override
    public State start() {
        State s = new State(new Track[channels]);
        restart(s);
        return s;
    }

    @Override
    public void restart(State s) {
        for (int c = 0; c < channels; c++) {
            s.tracks[c] = new Track(lags.warmUp());
        }
    }

    @Override
    public Density predict(State s) {
        for (int c = 0; c < channels; c++) {
            location[c] = fit.mean(s.tracks[c]);
            scale[c] = fit.scale(s.tracks[c]);
        }
        return SHAPE.at(location, scale);
    }

    @Override
    public void observe(State s, Observation x, double learning) {
        double[] values = ((Reading) x).values();
        for (int c = 0; c < channels; c++) {
            fit.observe(s.tracks[c], values[c], learning);
        }
    }

    @Override
    public void advance(State s, int steps) {
        for (int i = 0; i < steps; i++) {
            for (Track track : s.tracks) {
                fit.observe(track, Double.NaN, 0);
            }
        }
    }

    @Override
    public void rescale(State s, int channel, double factor, double shift) {
        fit.rescale(s.tracks[channel], factor, shift);
    }

    /**
     * Bytes, big-endian, for each channel: int[3] values seen (up to the warm-up), learnt from (up to 100), learnt from since
     * the units were last looked at; the values held, the oldest first, as double; during the warm-up their learning weights
     * as float; double scale; and where that is above 0, double offset, variance, normal equations of the p lags in use
     * [(p + 2)(p + 3) / 2], intercept and coefficients [p + 1].
     *
     * <p>After the warm-up 8 · longest lag values are held: with S = 24, W = 168 that is 12 + 8 · (169 + 3 + 78 + 11) = 2,100
     * bytes per channel; the most, with the last event of the warm-up, are 12 + 12 · 339 + 8 · (3 + 66 + 10) = 4,712.
     */
    @Override
    public StateCodec<State> codec() {
        return new StateCodec<>() {
            @Override
            public void write(State s, ByteSink out) {
                for (Track track : s.tracks) {
                    track.write(out);
                }
            }

            @Override
            public State read(ByteSource in) {
                Track[] tracks = new Track[channels];
                for (int c = 0; c < channels; c++) {
                    tracks[c] = Track.read(in, lags);
                }
                return new State(tracks);
            }

            @Override
            public State copy(State s) {
                Track[] tracks = new Track[channels];
                for (int c = 0; c < channels; c++) {
                    tracks[c] = s.tracks[c].copy();
                }
                return new State(tracks);
            }
        };
    }
}
