package dev.undercurrent.evaluation.report;

import dev.undercurrent.evaluation.Backtest;
import dev.undercurrent.evaluation.MethodFactory;
import dev.undercurrent.evaluation.MethodResult;
import dev.undercurrent.evaluation.Protocol;
import dev.undercurrent.evaluation.baseline.Ewma;
import dev.undercurrent.evaluation.baseline.Naive2;
import dev.undercurrent.evaluation.baseline.SeasonalNaive;
import dev.undercurrent.evaluation.baseline.Theta;
import dev.undercurrent.evaluation.data.DataSet;
import java.util.ArrayList;
import java.util.List;

/** Runs methods and baselines side by side on one data set. */
public final class Evaluation {

    /** Methods whose forecasts are drawn. */
    private static final int SHOWN = 3;

    private final Protocol protocol;
    private final int threads;

    /** @param threads series at work at the same time, ≥ 1; figures do not depend on it */
    public Evaluation(Protocol protocol, int threads) {
        this.protocol = protocol;
        this.threads = threads;
    }

    /** Seasonal naive, Theta, Naive2, EWMA. */
    public static List<MethodFactory> baselines() {
        return List.of(SeasonalNaive.factory(), Theta.factory(), Naive2.factory(), Ewma.factory());
    }

    /**
     * @param methods that are judged, first in the table; may be none
     * @param baselines that they are compared with
     * @param quoted published rows
     * @throws IllegalArgumentException if there is no method at all, or two of one name
     */
    public DataSetReport run(
            DataSet data, List<MethodFactory> methods, List<MethodFactory> baselines, List<Quoted> quoted) {
        List<MethodFactory> all = new ArrayList<>(methods);
        all.addAll(baselines);
        long names = all.stream().map(MethodFactory::name).distinct().count();
        if (all.isEmpty() || names < all.size()) {
            throw new IllegalArgumentException("methods "
                    + all.stream().map(MethodFactory::name).toList() + "; allowed: at least one, each of another name");
        }
        Backtest backtest = new Backtest(protocol, threads);
        List<MethodResult> results = new ArrayList<>();
        List<MethodFigures> figures = new ArrayList<>();
        for (MethodFactory factory : all) {
            MethodResult result = backtest.run(factory, data.series());
            boolean baseline = figures.size() >= methods.size();
            if (results.size() < SHOWN) {
                results.add(result);
            }
            figures.add(new MethodFigures(
                    factory.name(), baseline, Accuracy.of(result), BandCoverage.of(result), OneStep.of(result)));
        }
        MethodFigures reference = reference(figures);
        return new DataSetReport(
                data.name(),
                protocol.description(),
                data.series().size(),
                data.values(),
                reference == null ? null : reference.method(),
                compared(figures, reference),
                List.copyOf(quoted),
                Samples.of(results));
    }

    /** The first baseline with laws, else the first method with laws, else null. */
    private static MethodFigures reference(List<MethodFigures> figures) {
        MethodFigures found = null;
        for (MethodFigures f : figures) {
            if (f.oneStep() != null && (found == null || (f.baseline() && !found.baseline()))) {
                found = f;
            }
        }
        return found;
    }

    private static List<MethodFigures> compared(List<MethodFigures> figures, MethodFigures reference) {
        Accuracy naive2 = figures.stream()
                .filter(f -> f.method().equals(Naive2.NAME))
                .map(MethodFigures::accuracy)
                .findFirst()
                .orElse(null);
        return figures.stream()
                .map(f -> new MethodFigures(
                        f.method(),
                        f.baseline(),
                        naive2 == null ? f.accuracy() : f.accuracy().relativeTo(naive2),
                        f.coverage(),
                        f.oneStep() == null ? null : f.oneStep().above(reference.oneStep())))
                .toList();
    }
}
