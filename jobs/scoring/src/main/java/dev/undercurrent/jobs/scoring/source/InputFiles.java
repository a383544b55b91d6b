package dev.undercurrent.jobs.scoring.source;

import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SourceConfig;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.assigners.SimpleSplitAssigner;

/**
 * The bounded files of a run: one file, or all below a directory that can be of use. A file's number is its place
 * in the order of the relative paths.
 *
 * @param base directory that the paths are relative to
 * @param paths relative paths with {@code /}, sorted
 */
public record InputFiles(String base, List<String> paths) implements Serializable {

    /** Finds the CSV files of an input that is a local file or directory. */
    public static InputFiles of(Path input) {
        return of(input, p -> p.endsWith(".csv") || p.endsWith(".csv.gz"), ".csv and .csv.gz files");
    }

    /** Finds the files of lines of an input: one file, or all below a directory that are not hidden. */
    public static InputFiles ofLines(Path input) {
        return of(input, p -> !("/" + p).contains("/."), "files of text, plain or .gz");
    }

    private static InputFiles of(Path input, Predicate<String> wanted, String allowed) {
        Path whole = input.toAbsolutePath().normalize();
        if (Files.isRegularFile(whole)) {
            return new InputFiles(
                    whole.getParent().toString(), List.of(whole.getFileName().toString()));
        }
        try (Stream<Path> files = Files.walk(whole)) {
            List<String> paths = files.filter(Files::isRegularFile)
                    .map(f -> whole.relativize(f).toString().replace('\\', '/'))
                    .filter(wanted)
                    .sorted()
                    .toList();
            if (paths.isEmpty()) {
                throw new ConfigException("input " + input + " holds no file; allowed: " + allowed);
            }
            return new InputFiles(whole.toString(), paths);
        } catch (IOException e) {
            throw new ConfigException("input " + input + " cannot be read: " + e);
        }
    }

    /** Where a file is. */
    public Path path(int file) {
        return Path.of(base, paths.get(file));
    }

    /** Where all files are, in their order. */
    public List<Path> all() {
        return IntStream.range(0, paths.size()).mapToObj(this::path).toList();
    }

    /** @throws ConfigException where files are not read in the configured format */
    public static void mustRead(PipelineConfig config) {
        SourceConfig.Format read =
                config.kind() == PipelineConfig.Kind.LOGS ? SourceConfig.Format.TEXT : SourceConfig.Format.CSV;
        if (config.source().format() != read) {
            throw new ConfigException("source.format is "
                    + config.source().format().name().toLowerCase(Locale.ROOT).replace('_', '-')
                    + "; allowed for files: " + read.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Reads the rows of all files, each in its order. */
    public FileSource<RawRecord> source(PipelineConfig config) {
        mustRead(config);
        return FileSource.forBulkFileFormat(new RowFormat(this, config.source().fields()), places())
                .build();
    }

    /** Reads the lines of all files, each in its order; one task reads them one after the other in theirs. */
    public FileSource<RawRecord> lines(PipelineConfig config) {
        mustRead(config);
        return FileSource.forBulkFileFormat(new TextFormat(this, config.logs().maxChars()), places())
                .setSplitAssigner(splits -> {
                    // it hands out the last one first
                    List<FileSourceSplit> backwards = new ArrayList<>(splits);
                    backwards.sort(
                            Comparator.comparing((FileSourceSplit s) -> s.path().toString())
                                    .reversed());
                    return new SimpleSplitAssigner(backwards);
                })
                .build();
    }

    private org.apache.flink.core.fs.Path[] places() {
        org.apache.flink.core.fs.Path[] all = new org.apache.flink.core.fs.Path[paths.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = new org.apache.flink.core.fs.Path(path(i).toUri());
        }
        return all;
    }
}
