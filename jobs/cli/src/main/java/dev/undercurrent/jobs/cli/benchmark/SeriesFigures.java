package dev.undercurrent.jobs.cli.benchmark;

import dev.undercurrent.evaluation.benchmark.BenchmarkReport;
import dev.undercurrent.evaluation.benchmark.Recording;
import dev.undercurrent.evaluation.benchmark.Scored;
import dev.undercurrent.evaluation.plot.SeriesPlot;
import java.util.function.Consumer;

/** Pictures of whole recordings with all that the job said of them. */
final class SeriesFigures {

    private SeriesFigures() {}

    /** @param labels adds what is known of the truth */
    static BenchmarkReport.Figure of(Recording recording, Scored scored, boolean times, Consumer<SeriesPlot> labels) {
        SeriesPlot plot = new SeriesPlot(
                "series " + recording.name(),
                recording.rows(),
                row -> times ? recording.stamps().get(row).replaceFirst(":00$", "") : Integer.toString(row));
        for (int c = 0; c < recording.channels().size(); c++) {
            plot.channel(
                    recording.channels().get(c),
                    recording.channel(c),
                    scored.expected()[c],
                    scored.lower()[c],
                    scored.upper()[c]);
        }
        labels.accept(plot);
        plot.ribbon(scored.regime()).score(scored.score(), scored.incident());
        return new BenchmarkReport.Figure(plot.svg(), recording.name());
    }
}
