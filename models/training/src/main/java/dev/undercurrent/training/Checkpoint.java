package dev.undercurrent.training;

import dev.undercurrent.core.network.Tensor;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A {@link Run} as one file, big-endian:
 *
 * <pre>
 *   int magic "UCTR", int version, UTF network, UTF recipe                    which run it is
 *   int step, int updates, int patience used, double cpu seconds, double running surprisal, double running pinball
 *   per tensor, in order: floats of weights, first moment, second moment, best weights
 *   int count of losses, index of the best; each int step, 4 doubles
 * </pre>
 *
 * Version 1: as above.
 */
final class Checkpoint {

    static final String NAME = "checkpoint.bin";

    private static final int MAGIC = 0x55435452;
    private static final int VERSION = 1;

    private Checkpoint() {}

    /** Writes {@value #NAME} into a directory: the old one stays until the new one is whole. */
    static void write(Run run, Path directory) throws IOException {
        Files.createDirectories(directory);
        Path unfinished = directory.resolve(NAME + ".new");
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(run.spec.toString());
            out.writeUTF(run.recipe.toString());
            out.writeInt(run.step);
            out.writeInt(run.optimiser.updates());
            out.writeInt(run.patienceUsed);
            out.writeDouble(run.cpuSeconds);
            out.writeDouble(run.surprisal);
            out.writeDouble(run.pinball);
            for (Map.Entry<String, Tensor> entry : run.parameters.tensors().entrySet()) {
                write(out, entry.getValue().values());
                write(out, run.optimiser.first().get(entry.getKey()));
                write(out, run.optimiser.second().get(entry.getKey()));
                write(out, run.best.get(entry.getKey()));
            }
            out.writeInt(run.history.size());
            out.writeInt(run.history.indexOf(run.bestLosses));
            for (Losses losses : run.history) {
                out.writeInt(losses.step());
                out.writeDouble(losses.surprisal());
                out.writeDouble(losses.pinball());
                out.writeDouble(losses.validationSurprisal());
                out.writeDouble(losses.validationPinball());
            }
        }
        Files.move(
                unfinished,
                directory.resolve(NAME),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(DataOutputStream out, float[] values) throws IOException {
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    /**
     * Sets a fresh run to where the one in the directory stood.
     *
     * @throws IOException if there is none, or it is of another network, recipe or version
     */
    static void read(Run run, Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            int magic = in.readInt();
            int version = in.readInt();
            if (magic != MAGIC || version != VERSION) {
                throw new IOException(file + " is no checkpoint of version " + VERSION + ": it starts with "
                        + Integer.toHexString(magic) + ", version " + version);
            }
            same(file, in.readUTF(), run.spec.toString());
            same(file, in.readUTF(), run.recipe.toString());
            run.step = in.readInt();
            run.optimiser.resume(in.readInt());
            run.patienceUsed = in.readInt();
            run.cpuSeconds = in.readDouble();
            run.surprisal = in.readDouble();
            run.pinball = in.readDouble();
            for (Map.Entry<String, Tensor> entry : run.parameters.tensors().entrySet()) {
                float[] weights = entry.getValue().values();
                read(in, weights);
                read(in, run.optimiser.first().get(entry.getKey()));
                read(in, run.optimiser.second().get(entry.getKey()));
                float[] best = new float[weights.length];
                read(in, best);
                run.best.put(entry.getKey(), best);
            }
            int count = in.readInt();
            int best = in.readInt();
            run.history.clear();
            for (int i = 0; i < count; i++) {
                run.history.add(
                        new Losses(in.readInt(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()));
            }
            run.bestLosses = run.history.get(best);
        }
    }

    private static void same(Path file, String found, String wanted) throws IOException {
        if (!found.equals(wanted)) {
            throw new IOException(file + " is of another run: " + found + "; this one is " + wanted);
        }
    }

    private static void read(DataInputStream in, float[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
    }
}
