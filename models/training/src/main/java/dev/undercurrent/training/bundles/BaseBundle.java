package dev.undercurrent.training.bundles;

import dev.undercurrent.bundle.BundleReader;
import dev.undercurrent.bundle.BundleWriter;
import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.evaluation.RollingWindows;
import dev.undercurrent.evaluation.SeriesInfo;
import dev.undercurrent.evaluation.TimeSeries;
import dev.undercurrent.training.BaseTraining;
import dev.undercurrent.training.prior.SyntheticPrior;
import dev.undercurrent.training.prior.SyntheticSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Turns what {@link BaseTraining} left in a directory into a bundle. Equal directories give equal bytes.
 *
 * <pre>
 *   --run DIR        output of a finished base training
 *   --output FILE    the bundle: a .zip, else a directory
 * </pre>
 */
public final class BaseBundle {

    private static final int SERIES = 160;
    private static final int LENGTH = 2600;
    private static final int HORIZON = 48;
    private static final int WINDOWS = 8;
    private static final long OTHER_SERIES = 0x68656c646f7574L;

    private BaseBundle() {}

    /** See the class. */
    public static void main(String[] args) throws IOException {
        if (args.length != 4 || !args[0].equals("--run") || !args[2].equals("--output")) {
            throw new IllegalArgumentException("arguments " + List.of(args) + "; allowed: --run DIR --output FILE");
        }
        ModelBundle bundle = write(Path.of(args[1]), Path.of(args[3]), SERIES);
        System.out.println(bundle.id() + " in " + args[3]);
        bundle.manifest()
                .training()
                .figures()
                .forEach(f -> System.out.printf(Locale.ROOT, "%-80s %10.4f%n", f.metric(), f.value()));
    }

    /**
     * Writes the bundle and reads it again, with the check that it is served as it was trained.
     *
     * @param series synthetic series that it is judged on
     */
    static ModelBundle write(Path directory, Path file, int series) throws IOException {
        BundleWriter.write(of(BaseRun.read(directory), series), file);
        return BundleReader.read(file);
    }

    private static ModelBundle of(BaseRun run, int count) {
        List<TimeSeries> series = new ArrayList<>();
        // neither those of training nor those of validation
        SyntheticPrior prior = new SyntheticPrior(run.seed() ^ OTHER_SERIES, LENGTH);
        for (int i = 0; i < count; i++) {
            series.add(series(i, prior.series(i)));
        }
        HeldOut heldOut =
                HeldOut.of(NetworkBundle.candidate(run.trained()), series, RollingWindows.adjacent(WINDOWS, HORIZON));
        NetworkSpec spec = run.trained().spec();
        String name = "base-" + spec.kind().label() + "-" + spec.hidden();
        Provenance provenance = new Provenance(
                name,
                "Trained once on synthetic series of many kinds, so that a new key is scored and forecast from its first "
                        + "minutes: what it knows of a series is in its hidden state.",
                "synthetic series: seasonal, trending, autoregressive, switching between regimes, counts, intermittent, "
                        + "walks, cycles; with outliers, level shifts, rounding, clipping and gaps",
                count + " other synthetic series, last " + WINDOWS * HORIZON + " events",
                List.of(run.seed()),
                run.curve().get(run.curve().size() - 1).step(),
                run.tokens(),
                null,
                "undercurrent base training");
        return NetworkBundle.of(run.trained(), run.curve(), provenance, heldOut);
    }

    private static TimeSeries series(int number, SyntheticSeries s) {
        String id = "synthetic " + number + ", "
                + s.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (s.season() > 0 ? ", season " + s.season() : "");
        return new TimeSeries(SeriesInfo.of(id, Math.max(1, s.season()), Math.max(1, s.cycle())), s.values());
    }
}
