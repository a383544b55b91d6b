package dev.undercurrent.jobs.scoring;

import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.FeedEncoder;
import dev.undercurrent.jobs.scoring.format.Line;
import dev.undercurrent.jobs.scoring.format.LineEncoder;
import dev.undercurrent.jobs.scoring.format.LineFeedEncoder;
import dev.undercurrent.jobs.scoring.format.MinedLine;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import dev.undercurrent.jobs.scoring.format.VerdictEncoder;
import dev.undercurrent.jobs.scoring.logs.LineModels;
import dev.undercurrent.jobs.scoring.logs.LineScoreOperator;
import dev.undercurrent.jobs.scoring.logs.MineOperator;
import dev.undercurrent.jobs.scoring.sink.KafkaOutput;
import dev.undercurrent.jobs.scoring.sink.LineRowEncoder;
import dev.undercurrent.jobs.scoring.sink.LineRowFiles;
import dev.undercurrent.jobs.scoring.sink.NumberRowEncoder;
import dev.undercurrent.jobs.scoring.source.DecodeFunction;
import dev.undercurrent.jobs.scoring.source.EventTime;
import dev.undercurrent.jobs.scoring.source.InputFiles;
import dev.undercurrent.jobs.scoring.source.KafkaInput;
import dev.undercurrent.jobs.scoring.source.LineDecodeFunction;
import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The way of a line: source → decode → by source → mine → by key → score → sink; numbers in lines go to the operator that
 * scores readings, what cannot be used leaves by the side.
 */
public final class LogJob {

    private LogJob() {}

    /** Builds the pipeline from the configured topic to the configured feeds. */
    public static void onKafka(StreamExecutionEnvironment env, PipelineConfig config) {
        onKafka(env, config, new LineFeedEncoder(config));
    }

    /** The same with an encoder of the caller's. */
    public static void onKafka(StreamExecutionEnvironment env, PipelineConfig config, LineEncoder encoder) {
        LineModels.bundle(config); // a bundle that cannot be used fails here, not in a task
        ScoringJob.prepare(env, config);
        SingleOutputStreamOperator<Line> lines = decode(
                env.fromSource(KafkaInput.source(config), WatermarkStrategy.noWatermarks(), "lines")
                        .uid("source-v1"),
                config,
                encoder);
        SingleOutputStreamOperator<Line> timed = lines.assignTimestampsAndWatermarks(EventTime.<Line>watermarks(config))
                .uid("stream-time-v1")
                .name("stream time");
        SingleOutputStreamOperator<MinedLine> mined = mine(timed, config, encoder);
        DataStream<OutRecord> verdicts = score(mined, config, encoder);
        if (config.logs().parameters().series()) {
            verdicts = verdicts.union(numbers(mined, Settings.of(config), config, new FeedEncoder(config)));
        }
        verdicts.sinkTo(KafkaOutput.verdicts(config)).uid("feeds-v1").name("feeds");
        if (config.sink().feeds().deadLetters()) {
            lines.getSideOutput(DecodeFunction.DEAD_LETTERS)
                    .union(mined.getSideOutput(DecodeFunction.DEAD_LETTERS))
                    .sinkTo(KafkaOutput.deadLetters(config))
                    .uid("dead-letters-v1")
                    .name("dead letters");
        }
    }

    /** Builds the pipeline from files of lines to CSV files, in one task each, so that rows come in order. */
    public static void onFiles(StreamExecutionEnvironment env, PipelineConfig config, Path input, Path output) {
        LineModels.bundle(config); // a bundle that cannot be used fails here, not in a task
        ScoringJob.prepareBounded(env, config);
        env.setParallelism(1);
        InputFiles files = InputFiles.ofLines(input);
        LineEncoder encoder = new LineRowEncoder();
        SingleOutputStreamOperator<Line> lines = decode(
                env.fromSource(files.lines(config), WatermarkStrategy.noWatermarks(), "files")
                        .uid("files-v1"),
                config,
                encoder);
        SingleOutputStreamOperator<MinedLine> mined = mine(lines, config, encoder);
        DataStream<OutRecord> verdicts = score(mined, config, encoder);
        boolean numbers = config.logs().parameters().series();
        if (numbers) {
            ScorerSettings settings = Settings.of(config);
            verdicts = verdicts.union(
                    numbers(mined, settings.withForecast(0, settings.forecastEvery()), config, new NumberRowEncoder()));
        }
        verdicts.union(
                        lines.getSideOutput(DecodeFunction.DEAD_LETTERS),
                        mined.getSideOutput(DecodeFunction.DEAD_LETTERS))
                .sinkTo(new LineRowFiles(files, output, numbers))
                .uid("rows-v1")
                .name("rows");
    }

    private static SingleOutputStreamOperator<Line> decode(
            SingleOutputStreamOperator<RawRecord> records, PipelineConfig config, LineEncoder encoder) {
        return records.process(new LineDecodeFunction(config, encoder), Line.TYPE)
                .uid("decode-lines-v1")
                .name("decode lines");
    }

    private static SingleOutputStreamOperator<MinedLine> mine(
            SingleOutputStreamOperator<Line> lines, PipelineConfig config, LineEncoder encoder) {
        return lines.keyBy(Line::source, Types.STRING)
                .transform("mine", MinedLine.TYPE, new MineOperator(config, encoder))
                .uid("mine-v1");
    }

    private static SingleOutputStreamOperator<OutRecord> score(
            SingleOutputStreamOperator<MinedLine> mined, PipelineConfig config, LineEncoder encoder) {
        return mined.keyBy(MinedLine::key, Types.STRING)
                .transform("score lines", OutRecord.TYPE, new LineScoreOperator(config, encoder))
                .uid("score-lines-v1");
    }

    private static SingleOutputStreamOperator<OutRecord> numbers(
            SingleOutputStreamOperator<MinedLine> mined,
            ScorerSettings settings,
            PipelineConfig config,
            VerdictEncoder encoder) {
        return mined.getSideOutput(MineOperator.NUMBERS)
                .keyBy(Event::series, Types.STRING)
                .transform("score", OutRecord.TYPE, ScoringJob.operator(settings, config, encoder))
                .uid("score-v1");
    }
}
