package dev.undercurrent.jobs.scoring.sink;

import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.source.InputFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * The sink of a bounded run: per input file a file of the same relative path (without .gz), one row per row. Parallelism
 * 1, local files, no restarts: a run that fails is run again, and gives the same bytes.
 */
public final class RowFiles implements Sink<OutRecord> {

    private static final long serialVersionUID = 1L;

    private final InputFiles inputs;
    private final String output;
    private final FieldsConfig fields;

    /** @param output directory, made where it is missing */
    public RowFiles(InputFiles inputs, Path output, PipelineConfig config) {
        this.inputs = inputs;
        this.output = output.toAbsolutePath().toString();
        this.fields = config.source().fields();
    }

    @Override
    public SinkWriter<OutRecord> createWriter(WriterInitContext context) throws IOException {
        if (context.getTaskInfo().getNumberOfParallelSubtasks() != 1) {
            throw new IOException("parallelism of the file sink is "
                    + context.getTaskInfo().getNumberOfParallelSubtasks() + "; allowed: 1");
        }
        return new RowSequencer(inputs, Path.of(output), fields);
    }
}
