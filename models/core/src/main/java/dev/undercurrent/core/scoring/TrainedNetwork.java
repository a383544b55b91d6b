package dev.undercurrent.core.scoring;

import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.attention.Seq2Seq;
import dev.undercurrent.core.attention.WindowTransformer;
import dev.undercurrent.core.attention.WindowedEncoder;
import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.mixing.Member;
import dev.undercurrent.core.network.Decoder;
import dev.undercurrent.core.network.Encoder;
import dev.undercurrent.core.network.HorizonHead;
import dev.undercurrent.core.network.NetworkForecaster;
import dev.undercurrent.core.network.NetworkModel;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.SeasonalFeatures;
import dev.undercurrent.core.network.StepHead;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.recurrent.Recurrent;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.io.Serializable;

/**
 * A network that was trained, as it takes part in scoring.
 *
 * @param id name and content hash of its bundle; hidden states move between networks of equal lineage
 * @param spec shape
 * @param weights never part of written settings
 */
public record TrainedNetwork(ModelId id, NetworkSpec spec, Weights weights) implements Serializable {

    private static final int MAX_TEXT = 512;

    /** What hidden states descend from: the declared lineage, and the shape that they must have. */
    String lineage() {
        return id.lineage() + "/" + spec.kind().label() + "/" + spec.hidden() + "/" + spec.layers() + "/" + spec.heads()
                + "/" + spec.window() + "/" + spec.patch();
    }

    /** Bytes: name, hash, lineage and kind as strings, then int hidden, layers, heads, window, patch. */
    void write(ByteSink out) {
        out.writeString(id.name());
        out.writeString(id.hash());
        out.writeString(id.lineage());
        out.writeString(spec.kind().label());
        out.writeInt(spec.hidden());
        out.writeInt(spec.layers());
        out.writeInt(spec.heads());
        out.writeInt(spec.window());
        out.writeInt(spec.patch());
    }

    /** Reads what {@link #write} wrote: a network with zeros for weights, so that it can read states but not score. */
    static TrainedNetwork read(ByteSource in) {
        var id = new ModelId(in.readString(MAX_TEXT), in.readString(MAX_TEXT), in.readString(MAX_TEXT));
        NetworkSpec.Kind kind = NetworkSpec.Kind.of(in.readString(MAX_TEXT));
        var spec = new NetworkSpec(kind, in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readInt());
        return new TrainedNetwork(id, spec, Weights.zeros(spec));
    }

    /** Model and forecaster for readings of the given number of channels. */
    public Member<NetworkModel.State> member(Seasons seasons, int channels) {
        Kernel kernel = Kernels.best();
        Encoder encoder = encoder(kernel);
        Decoder decoder = decoder(encoder, kernel);
        var features = new SeasonalFeatures(seasons.season(), seasons.longer());
        var model = new NetworkModel(encoder, new StepHead(weights, encoder.outputs(), kernel), features, channels);
        int state = decoder == null ? encoder.outputs() : decoder.outputs();
        var forecaster = new NetworkForecaster(model, new HorizonHead(weights, state, kernel), decoder);
        return new Member<>(spec.kind().label(), model, forecaster);
    }

    /** The encoder alone. */
    public Encoder encoder(Kernel kernel) {
        return switch (spec.kind()) {
            case ELMAN, LSTM, GRU -> Recurrent.of(spec, SeasonalFeatures.INPUTS, weights, kernel);
            case SEQ2SEQ ->
                WindowedEncoder.of(Recurrent.of(spec, SeasonalFeatures.INPUTS, weights, kernel), spec.window());
            case TRANSFORMER -> WindowTransformer.of(spec, SeasonalFeatures.INPUTS, weights, kernel);
        };
    }

    /** The decoder of an encoder that {@link #encoder} made; null where the network has none. */
    public Decoder decoder(Encoder encoder, Kernel kernel) {
        return encoder instanceof WindowedEncoder windowed ? Seq2Seq.of(spec, windowed, weights, kernel) : null;
    }
}
