package dev.undercurrent.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Golden outputs as JSON: one array of arrays per field of {@link Golden}, by its name. */
final class GoldenJson {

    private GoldenJson() {}

    static byte[] write(Golden golden) {
        ObjectNode json = Json.object();
        if (golden instanceof Golden.Network g) {
            put(json, "inputs", g.inputs());
            put(json, "encoder", g.encoder());
            put(json, "candidates", g.candidates());
            put(json, "laws", g.laws());
            put(json, "horizon_inputs", g.horizonInputs());
            put(json, "horizon_candidates", g.horizonCandidates());
            put(json, "quantiles", g.quantiles());
        } else if (golden instanceof Golden.Hmm g) {
            ArrayNode rows = json.putArray("inputs");
            for (double[] row : g.inputs()) {
                ArrayNode cells = rows.addArray();
                for (double value : row) {
                    cells.add(value);
                }
            }
            ArrayNode surprisal = json.putArray("surprisal");
            for (double value : g.surprisal()) {
                surprisal.add(value);
            }
        }
        return Json.pretty(json);
    }

    private static void put(ObjectNode json, String name, float[][] values) {
        ArrayNode rows = json.putArray(name);
        for (float[] row : values) {
            ArrayNode cells = rows.addArray();
            for (float value : row) {
                cells.add(value);
            }
        }
    }

    static Golden read(byte[] bytes, Architecture architecture) {
        Fields in = new Fields(BundleFiles.GOLDEN, "", Json.read(BundleFiles.GOLDEN, bytes, 0, bytes.length));
        Golden golden;
        if (architecture instanceof HmmSpec) {
            golden = new Golden.Hmm(
                    in.rows("inputs"),
                    in.numbers("surprisal").stream().mapToDouble(x -> x).toArray());
        } else {
            golden = new Golden.Network(
                    floats(in, "inputs"),
                    floats(in, "encoder"),
                    floats(in, "candidates"),
                    floats(in, "laws"),
                    floats(in, "horizon_inputs"),
                    floats(in, "horizon_candidates"),
                    floats(in, "quantiles"));
        }
        in.end();
        return golden;
    }

    private static float[][] floats(Fields in, String name) {
        double[][] rows = in.rows(name);
        float[][] values = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            values[i] = new float[rows[i].length];
            for (int j = 0; j < rows[i].length; j++) {
                // beyond the range of floats it becomes infinite, which Golden refuses
                values[i][j] = (float) rows[i][j];
            }
        }
        return values;
    }
}
