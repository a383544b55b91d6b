package dev.undercurrent.jobs.scoring.logs;

import dev.undercurrent.core.tokens.TemplateMiner;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SourceConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.InvalidRecord;
import dev.undercurrent.jobs.scoring.format.Line;
import dev.undercurrent.jobs.scoring.format.LineDecoder;
import dev.undercurrent.jobs.scoring.format.MinedLine;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import dev.undercurrent.jobs.scoring.source.InputFiles;
import dev.undercurrent.jobs.scoring.source.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Reads sequences of templates from log files, as the job would; all files are one source of templates, which begins with
 * those of the configured bundle.
 */
public final class SequenceReader implements Mining.Output {

    private static final int TELL_EVERY = 50_000;
    private static final int MOST_KEYS = 1_000_000;

    private final PipelineConfig config;
    private final boolean ends;
    private final long silence;
    private final Map<String, List<Long>> open = new LinkedHashMap<>();
    private final Map<String, Long> last = new LinkedHashMap<>();
    private final List<List<Long>> sequences = new ArrayList<>();
    private final Map<Long, String> texts = new LinkedHashMap<>();
    private TemplateMiner.State templates;
    private long lines;
    private long invalid;

    public SequenceReader(PipelineConfig config) {
        this.config = config;
        this.silence = config.logs().sequence().silence().toNanos() / 1000;
        this.ends = config.logs().key() != null || config.logs().sequence().end() != null || silence > 0;
    }

    /**
     * Sequences of template ids, one per key and stretch, in the order of their ends.
     *
     * @param input a file or directory, plain or .gz
     * @param progress told the number of lines now and then
     * @throws ConfigException where there are no such files, or no line in them
     */
    public List<long[]> read(Path input, LongConsumer progress) throws IOException {
        if (!Files.exists(input)) {
            throw ConfigException.of("--data", '"' + input.toString() + '"', "a file or directory that exists");
        }
        if (config.source().format() != SourceConfig.Format.TEXT) {
            throw new ConfigException(
                    "source.format is " + config.source().format() + "; allowed for files of lines: text");
        }
        var mining = new Mining(config);
        SourceState state = mining.start("trained");
        var decoder = new LineDecoder(config);
        InputFiles files = InputFiles.ofLines(input);
        for (int i = 0; i < files.paths().size(); i++) {
            try (TextFile file = TextFile.open(files.path(i), 4 * config.logs().maxChars() + 4)) {
                long row = 0;
                for (byte[] bytes = file.next(); bytes != null; bytes = file.next()) {
                    take(decoder, RawRecord.ofLine(files.paths().get(i), i, row++, bytes), mining, state);
                    if (row % TELL_EVERY == 0) {
                        progress.accept(lines);
                    }
                }
            }
        }
        mining.flush(state, this);
        templates = Mining.templates(state);
        sequences.addAll(open.values());
        if (sequences.isEmpty()) {
            throw new ConfigException(
                    "no line with a key in " + input + "; allowed: lines that logs.key finds keys in");
        }
        return sequences.stream()
                .map(s -> s.stream().mapToLong(Long::longValue).toArray())
                .toList();
    }

    private void take(LineDecoder decoder, RawRecord record, Mining mining, SourceState state) {
        try {
            Line line = decoder.decode(record);
            if (line != null) {
                lines++;
                mining.accept(state, line, this);
            }
        } catch (InvalidRecord e) {
            invalid++;
        }
    }

    @Override
    public void mined(MinedLine line) {
        if (line.template() != TemplateMiner.OTHER) {
            texts.putIfAbsent(line.template(), line.text());
        }
        Long before = last.put(line.key(), line.time());
        if (silence > 0 && before != null && line.time() - before > silence) {
            end(line.key());
        }
        if (open.size() < MOST_KEYS || open.containsKey(line.key())) {
            open.computeIfAbsent(line.key(), k -> new ArrayList<>()).add(line.template());
        }
        if (line.ends()) {
            end(line.key());
        }
    }

    private void end(String key) {
        List<Long> sequence = open.remove(key);
        if (sequence != null) {
            sequences.add(sequence);
        }
    }

    @Override
    public void number(Event event) {
        // numbers are learnt of elsewhere
    }

    @Override
    public void keyless(Line line) {
        // not of a sequence
    }

    @Override
    public void refused(Line line, InvalidRecord.Cause cause, String message) {
        invalid++;
    }

    /** Whether a sequence ends where its lines do; false where a stream was cut by the end of the input only. */
    public boolean ends() {
        return ends;
    }

    /** Text of each template that came, by id, in the order in which they came. */
    public Map<Long, String> texts() {
        Map<Long, String> now = new LinkedHashMap<>(texts);
        for (int i = 0; i < templates.size(); i++) {
            now.replace(templates.template(i), templates.text(i));
        }
        return now;
    }

    /** Templates of all lines. */
    public TemplateMiner.State templates() {
        return templates;
    }

    /** Lines that were read. */
    public long lines() {
        return lines;
    }

    /** Lines that could not be used. */
    public long invalid() {
        return invalid;
    }
}
