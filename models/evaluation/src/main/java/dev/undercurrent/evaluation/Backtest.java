package dev.undercurrent.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs methods along series in the order of time. A method is given a value only after everything asked of it before that
 * value has been answered. Series are independent, so that results do not depend on the number of threads.
 */
public final class Backtest {

    private final Protocol protocol;
    private final int threads;

    /** @param threads series at work at the same time, ≥ 1 */
    public Backtest(Protocol protocol, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + "; allowed: at least 1");
        }
        this.protocol = protocol;
        this.threads = threads;
    }

    /**
     * @throws IllegalArgumentException if a series is too short for the protocol
     * @throws IllegalStateException if the method forecasts something else than finite ascending quantiles
     */
    public MethodResult run(MethodFactory factory, List<TimeSeries> series) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<SeriesResult>> running = new ArrayList<>();
            for (TimeSeries s : series) {
                running.add(workers.submit(() -> run(factory, s)));
            }
            List<SeriesResult> results = new ArrayList<>();
            for (Future<SeriesResult> one : running) {
                results.add(one.get());
            }
            return new MethodResult(factory.name(), List.copyOf(results));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("method " + factory.name() + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while method " + factory.name() + " was at work", e);
        } finally {
            workers.shutdownNow();
        }
    }

    private SeriesResult run(MethodFactory factory, TimeSeries series) {
        double[] values = series.values();
        int[] origins = protocol.origins(values.length);
        int first = origins[0];
        int end = origins[origins.length - 1] + protocol.horizon();
        double[][] oneStep = new double[3][end - first];
        List<Window> windows = new ArrayList<>();
        ForecastMethod method = factory.start(series.info());
        for (int t = 0; t < end; t++) {
            if (windows.size() < origins.length && t == origins[windows.size()]) {
                double[][] quantiles = method.forecast(protocol.horizon(), Levels.asked());
                check(quantiles, factory.name(), series.info().id(), t);
                windows.add(new Window(t, quantiles));
            }
            double x = values[t];
            if (t >= first) {
                boolean missing = Double.isNaN(x);
                oneStep[0][t - first] = missing ? Double.NaN : method.surprisal(x);
                oneStep[1][t - first] = missing ? Double.NaN : method.pit(x);
                oneStep[2][t - first] = missing ? Double.NaN : method.tail(x);
            }
            method.observe(x);
        }
        return new SeriesResult(series, List.copyOf(windows), oneStep[0], oneStep[1], oneStep[2]);
    }

    /** Quantiles that are equal but for rounding may come in either order. */
    private static boolean crosses(double lower, double upper) {
        return lower - upper > 1e-9 * (Math.abs(lower) + Math.abs(upper));
    }

    private void check(double[][] quantiles, String method, String series, int origin) {
        boolean good = quantiles.length == protocol.horizon();
        for (int h = 0; good && h < quantiles.length; h++) {
            double[] row = quantiles[h];
            good = row.length == Levels.asked().length;
            for (int q = 0; good && q < row.length; q++) {
                good = Double.isFinite(row[q]) && (q == 0 || !crosses(row[q - 1], row[q]));
            }
            if (!good) {
                throw new IllegalStateException("method " + method + ", series " + series + ", origin " + origin
                        + ", step "
                        + (h + 1) + ": quantiles " + Arrays.toString(row) + "; allowed: " + Levels.asked().length
                        + " finite ascending numbers");
            }
        }
        if (!good) {
            throw new IllegalStateException("method " + method + ", series " + series + ", origin " + origin + ": "
                    + quantiles.length + " steps; allowed: " + protocol.horizon());
        }
    }
}
