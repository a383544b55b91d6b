package dev.undercurrent.evaluation;

import java.util.function.Function;

/** Starts a method afresh on each series. May be asked by several threads at once. */
public interface MethodFactory {

    /** The name in tables and plots. */
    String name();

    /** The method before the first value of a series; shares nothing that changes with any other. */
    ForecastMethod start(SeriesInfo info);

    /** A factory from its two parts. */
    static MethodFactory of(String name, Function<SeriesInfo, ForecastMethod> start) {
        return new MethodFactory() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public ForecastMethod start(SeriesInfo info) {
                return start.apply(info);
            }
        };
    }
}
