package dev.undercurrent.benchmarks;

/**
 * The bytes of an ONNX model of one LSTM node, x, h, c → y, h1, c1, its weights inside. Field numbers are those of onnx.proto
 * (ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto, ValueInfoProto).
 */
final class OnnxGraph {

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;
    private static final int FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    /** ONNX has the gates i, o, f, g; PyTorch i, f, g, o. */
    private static final int[] GATES = {0, 3, 1, 2};

    private OnnxGraph() {}

    /**
     * A model for a fixed batch size b: x [1][b][D], h and c [1][b][H]; y [1][1][b][H], h1 and c1 [1][b][H].
     *
     * @param w [4H][D], row-major, gates i, f, g, o
     * @param u [4H][H]
     * @param inputBias [4H]
     * @param hiddenBias [4H]
     */
    static byte[] lstm(int inputs, int hidden, int batch, float[] w, float[] u, float[] inputBias, float[] hiddenBias) {
        float[] bias = new float[8 * hidden];
        System.arraycopy(reordered(inputBias, hidden), 0, bias, 0, 4 * hidden);
        System.arraycopy(reordered(hiddenBias, hidden), 0, bias, 4 * hidden, 4 * hidden);
        Message node = new Message()
                .text(1, "x")
                .text(1, "w")
                .text(1, "u")
                .text(1, "b")
                .text(1, "")
                .text(1, "h")
                .text(1, "c")
                .text(2, "y")
                .text(2, "h1")
                .text(2, "c1")
                .text(4, "LSTM")
                .message(
                        5,
                        new Message().text(1, "hidden_size").integer(3, hidden).integer(20, ATTRIBUTE_INT));
        Message graph = new Message()
                .message(1, node)
                .text(2, "lstm")
                .message(5, tensor("w", reordered(w, hidden * inputs), 1, 4 * hidden, inputs))
                .message(5, tensor("u", reordered(u, hidden * hidden), 1, 4 * hidden, hidden))
                .message(5, tensor("b", bias, 1, 8 * hidden))
                .message(11, value("x", 1, batch, inputs))
                .message(11, value("h", 1, batch, hidden))
                .message(11, value("c", 1, batch, hidden))
                .message(12, value("y", 1, 1, batch, hidden))
                .message(12, value("h1", 1, batch, hidden))
                .message(12, value("c1", 1, batch, hidden));
        return new Message()
                .integer(1, IR_VERSION)
                .message(7, graph)
                .message(8, new Message().text(1, "").integer(2, OPSET))
                .toBytes();
    }

    /** Blocks of rows in the order of {@link #GATES}. */
    private static float[] reordered(float[] rows, int block) {
        float[] result = new float[rows.length];
        for (int g = 0; g < GATES.length; g++) {
            System.arraycopy(rows, GATES[g] * block, result, g * block, block);
        }
        return result;
    }

    private static Message tensor(String name, float[] values, int... shape) {
        Message tensor = new Message();
        for (int size : shape) {
            tensor.integer(1, size);
        }
        return tensor.integer(2, FLOAT).text(8, name).floats(9, values);
    }

    private static Message value(String name, int... shape) {
        Message sizes = new Message();
        for (int size : shape) {
            sizes.message(1, new Message().integer(1, size));
        }
        Message tensor = new Message().integer(1, FLOAT).message(2, sizes);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }
}
