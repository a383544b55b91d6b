package dev.undercurrent.core.tokens;

import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * Bytes of a network on tokens, big-endian: string kind, int H, int layers, int heads, int window, int D, double ν; float[]
 * each tensor, in the order of names; int number of golden tokens T, int[T], float[T][V] their laws.
 */
final class TokenNetworkCodec {

    private static final int MOST = 1 << 12;

    private TokenNetworkCodec() {}

    static void write(TokenNetwork network, ByteSink out) {
        NetworkSpec spec = network.spec();
        out.writeString(spec.kind().label());
        out.writeInt(spec.hidden());
        out.writeInt(spec.layers());
        out.writeInt(spec.heads());
        out.writeInt(spec.window());
        out.writeInt(network.width());
        out.writeDouble(network.novel());
        network.weights().tensors().values().forEach(tensor -> out.writeFloats(tensor.values()));
        TokenGolden golden = network.golden();
        out.writeInt(golden == null ? 0 : golden.tokens().length);
        if (golden != null) {
            out.writeInts(golden.tokens());
            for (float[] law : golden.laws()) {
                out.writeFloats(law);
            }
        }
    }

    /** Reads and checks a network over so many tokens: it says what its graph said. */
    static TokenNetwork read(ByteSource in, int vocabulary) {
        var kind = NetworkSpec.Kind.of(in.readString(64));
        var spec = new NetworkSpec(kind, in.readInt(), in.readInt(), in.readInt(), in.readInt(), 1);
        int width = in.readInt();
        double novel = in.readDouble();
        SortedMap<String, int[]> shapes = TokenNetwork.shapes(spec, width, vocabulary);
        long floats =
                shapes.values().stream().mapToLong(TokenNetworkCodec::size).sum();
        if (floats > in.remaining() / Float.BYTES) {
            throw new IllegalStateException(
                    "network of " + floats + " weights in " + in.remaining() + " bytes; allowed: 4 bytes each");
        }
        Map<String, Tensor> tensors = new HashMap<>();
        shapes.forEach((name, shape) ->
                tensors.put(name, new Tensor(shape, in.readFloats(Math.toIntExact(size(shape))))));
        int n = in.readCount("golden tokens of a network", 0, Math.min(MOST, in.remaining() / 4 / (vocabulary + 1)));
        TokenGolden golden = n == 0 ? null : golden(in, n, vocabulary);
        var network = new TokenNetwork(spec, width, vocabulary, new Weights(tensors), novel, golden, Kernels.best());
        if (golden != null) {
            golden.check(network);
        }
        return network;
    }

    private static TokenGolden golden(ByteSource in, int n, int vocabulary) {
        int[] tokens = in.readInts(n);
        for (int token : tokens) {
            if (token < 0 || token >= vocabulary) {
                throw new IllegalStateException("golden token is " + token + "; allowed: 0 to " + (vocabulary - 1));
            }
        }
        float[][] laws = new float[n][];
        for (int t = 0; t < n; t++) {
            laws[t] = in.readFloats(vocabulary);
        }
        return new TokenGolden(tokens, laws);
    }

    private static long size(int[] shape) {
        return Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
    }
}
