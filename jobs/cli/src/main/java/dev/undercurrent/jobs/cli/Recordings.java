package dev.undercurrent.jobs.cli;

import dev.undercurrent.evaluation.data.CsvLayout;
import dev.undercurrent.evaluation.data.DataSet;
import dev.undercurrent.evaluation.data.DataSets;
import dev.undercurrent.evaluation.report.Quoted;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SourceConfig;
import dev.undercurrent.jobs.scoring.format.TimeFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the data sets of an evaluation.
 *
 * @param layout of the files
 * @param pipeline whose fields and seasons hold for csv; null = as found in the files
 * @param season events per season, 1 = none, 0 = not said
 * @param cycle events per longer period, 1 = none, 0 = not said
 */
public record Recordings(Layout layout, PipelineConfig pipeline, int season, int cycle) {

    private static final String TRAIN = "-train.csv";
    private static final String TEST = "-test.csv";
    private static final int DAY = 24;
    private static final int WEEK = 168;
    private static final int PUBLISHED_HORIZON = 48;

    /** Layouts of files. */
    public enum Layout {
        CSV,
        M4,
        ETT
    }

    /**
     * A data set and what others have published on it.
     *
     * @param published rows at a horizon of 48
     */
    public record Recording(DataSet data, List<Quoted> published) {

        /** The rows that are of this horizon. */
        public List<Quoted> quoted(int horizon) {
            return horizon == PUBLISHED_HORIZON ? published : List.of();
        }
    }

    /**
     * The data sets of a file or directory, at least one.
     *
     * @throws ConfigException where there is none, or a file is not of the layout
     */
    public List<Recording> read(Path data) throws IOException {
        List<Recording> found = new ArrayList<>();
        try {
            for (Path file : RowCount.files(data)) {
                Recording one = read(file, name(file));
                if (one != null) {
                    found.add(one);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--data: " + e.getMessage());
        }
        if (found.isEmpty()) {
            throw ConfigException.of(
                    "--data",
                    data.toString(),
                    layout == Layout.M4
                            ? "a directory with a pair of files NAME" + TRAIN + " and NAME" + TEST + ", or .csv.gz"
                            : "a .csv or .csv.gz file, or a directory that holds one");
        }
        return found;
    }

    /** Null for a file that is read with another one. */
    private Recording read(Path file, String name) throws IOException {
        return switch (layout) {
            case CSV -> new Recording(DataSets.csv(name, file, csv()), List.of());
            case ETT -> {
                CsvLayout columns = new CsvLayout("date", null, null, List.of(), or(season, DAY), or(cycle, WEEK));
                List<Quoted> published = name.equals("ETTh1") ? Quoted.ettHourly1() : List.of();
                yield new Recording(DataSets.csv(name, file, columns), published);
            }
            case M4 -> m4(file);
        };
    }

    private Recording m4(Path file) throws IOException {
        String name = file.getFileName().toString();
        int at = name.indexOf(TRAIN);
        if (at < 0) {
            return null;
        }
        String of = name.substring(0, at);
        Path test = file.resolveSibling(of + TEST + name.substring(at + TRAIN.length()));
        if (!Files.exists(test)) {
            throw new IllegalArgumentException("file " + test + " is missing; allowed: one beside " + name);
        }
        boolean hourly = of.equals("Hourly");
        DataSet data = DataSets.m4("M4 " + of, file, test, or(season, hourly ? DAY : 1), or(cycle, hourly ? WEEK : 1));
        return new Recording(data, hourly ? Quoted.m4Hourly() : List.of());
    }

    private CsvLayout csv() {
        if (pipeline == null) {
            return CsvLayout.found().withSeasons(season, cycle);
        }
        int declared = pipeline.series().season();
        int shorter = season > 0 ? season : declared;
        int longer =
                season > 0 ? cycle : declared > 0 ? Math.max(pipeline.series().cycle(), 1) : 0;
        if (config().format() != SourceConfig.Format.CSV) {
            return CsvLayout.found().withSeasons(shorter, longer);
        }
        FieldsConfig fields = config().fields();
        if (fields.key().size() > 1) {
            throw ConfigException.of("source.fields.key", fields.key().toString(), "one column at most, to evaluate");
        }
        List<String> values = fields.values().contains(FieldsConfig.EVERY_OTHER) ? List.of() : fields.values();
        String key = fields.key().isEmpty() ? null : fields.key().get(0);
        return new CsvLayout(fields.time(), TimeFormat.reader(fields), key, values, shorter, longer);
    }

    private SourceConfig config() {
        return pipeline.source();
    }

    private static int or(int said, int otherwise) {
        return said > 0 ? said : otherwise;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("(?i)\\.csv(\\.gz)?$", "");
    }
}
