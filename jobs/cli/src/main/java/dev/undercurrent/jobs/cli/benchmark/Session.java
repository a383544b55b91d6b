package dev.undercurrent.jobs.cli.benchmark;

import dev.undercurrent.evaluation.benchmark.Recording;
import dev.undercurrent.evaluation.benchmark.ResultFiles;
import dev.undercurrent.evaluation.benchmark.Scored;
import dev.undercurrent.jobs.cli.FileRun;
import dev.undercurrent.jobs.cli.embedded.Workspace;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a benchmark runs with.
 *
 * @param data directory of the data set
 * @param out directory of the results
 * @param config configuration of the job; null = the one that comes along for the number of channels
 * @param sets keys set over it
 * @param variants further configurations, run beside the first
 * @param baselines whether other detectors run as well
 * @param speed whether rows per second of one core are measured
 * @param err for progress
 */
record Session(
        Path data,
        Path out,
        Path config,
        List<String> sets,
        List<Variant> variants,
        boolean baselines,
        boolean speed,
        PrintWriter err) {

    static final String OURS = "undercurrent";

    /** A name and the keys that it sets. */
    record Variant(String name, List<String> sets) {

        /** Reads {@code NAME: key=value; key=value}. */
        static Variant parse(String text) {
            int colon = text.indexOf(':');
            if (colon < 1 || text.indexOf('=') < colon) {
                throw ConfigException.of("--variant", '"' + text + '"', "\"NAME: key=value; key=value\"");
            }
            List<String> sets = new ArrayList<>();
            for (String set : text.substring(colon + 1).split(";", -1)) {
                sets.add(set.strip());
            }
            return new Variant(text.substring(0, colon).strip(), sets);
        }

        /** As a method is called in tables. */
        String method() {
            return name.isEmpty() ? OURS : OURS + " (" + name + ")";
        }

        /** As a directory is called. */
        String folder() {
            return name.isEmpty() ? OURS : OURS + "-" + name.replaceAll("[^A-Za-z0-9._-]+", "-");
        }
    }

    /**
     * What the job said of all recordings.
     *
     * @param scored by name of the recording
     * @param rows events scored
     * @param seconds of all runs, from the start of the cluster to the end of the job
     */
    record Run(Map<String, Scored> scored, long rows, double seconds) {

        double rate() {
            return rows / Math.max(seconds, 1e-3);
        }
    }

    /** The configuration as it stands, then each variant of it. */
    List<Variant> configurations() {
        List<Variant> all = new ArrayList<>();
        all.add(new Variant("", List.of()));
        all.addAll(variants);
        return all;
    }

    /** The configuration for series of some number of channels. */
    PipelineConfig config(int channels, List<String> more) {
        List<String> all = new ArrayList<>(sets);
        all.addAll(more);
        return config != null
                ? ConfigLoader.load(config, all, System.getenv())
                : ConfigLoader.load(
                        text(channels == 1 ? "univariate-csv.yaml" : "multivariate-csv.yaml"), all, System.getenv());
    }

    /** Those of some keys that the user has not set. */
    List<String> unlessSet(List<String> defaults) {
        return defaults.stream()
                .filter(d -> sets.stream().noneMatch(s -> s.startsWith(d.substring(0, d.indexOf('=') + 1))))
                .toList();
    }

    /** Name of the configuration. */
    String configName(int channels) {
        return config != null
                ? config.toString()
                : channels == 1 ? "conf/univariate-csv.yaml" : "conf/multivariate-csv.yaml";
    }

    private static String text(String name) {
        try (InputStream in = Session.class.getResourceAsStream("/conf/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigException("configuration conf/" + name + " cannot be read: " + e);
        }
    }

    /** Runs the job once over the recordings: those of one channel, then those of several. */
    Run run(List<Recording> recordings, Variant variant) throws Exception {
        Map<Boolean, List<Recording>> byWidth = recordings.stream()
                .collect(Collectors.partitioningBy(r -> r.channels().size() == 1));
        Map<String, Scored> scored = new LinkedHashMap<>();
        long rows = 0;
        double seconds = 0;
        for (boolean single : new boolean[] {true, false}) {
            List<Recording> group = byWidth.get(single);
            if (group.isEmpty()) {
                continue;
            }
            PipelineConfig pipeline = config(single ? 1 : 2, variant.sets());
            err.println(variant.method() + ": " + group.size() + " series through the job ...");
            err.flush();
            try (Workspace workspace = Workspace.temporary("undercurrent-benchmark-")) {
                Path in = workspace.path().resolve("in");
                Path result = workspace.path().resolve("out");
                for (Recording recording : group) {
                    ResultFiles.plain(in, recording);
                }
                FileRun run = FileRun.of(pipeline, in, result, Set.of(), err);
                rows += run.rows();
                seconds += run.seconds();
                for (Recording r : group) {
                    scored.put(r.name(), Scored.read(result.resolve(r.name()), r.channels()));
                }
            }
        }
        Map<String, Scored> ordered = new LinkedHashMap<>();
        Map<String, Scored> found = new HashMap<>(scored);
        recordings.forEach(r -> ordered.put(r.name(), found.get(r.name())));
        return new Run(ordered, rows, seconds);
    }
}
