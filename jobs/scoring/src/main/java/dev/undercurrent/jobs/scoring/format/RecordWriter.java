package dev.undercurrent.jobs.scoring.format;

import java.util.function.IntConsumer;

/**
 * Writes one record field by field, in the order of its schema. Written once for all formats: one that needs no names
 * ignores them.
 */
interface RecordWriter {

    /** @param prefix bytes before the body */
    void begin(byte[] prefix);

    void text(String name, byte[] utf8);

    /** An int, a long or a time in microseconds. */
    void number(String name, long value);

    void number(String name, double value);

    void flag(String name, boolean value);

    /** @param index of the symbol in its schema */
    void symbol(String name, int index, String symbol);

    /** An array of numbers. */
    void numbers(String name, double[] values);

    /** The numbers of {@link #numbers}, one dimension after the other. */
    void numbers(String name, double[][][] values);

    /** An array of numbers in which NaN is written as null. */
    void values(String name, double[] values);

    /** A nullable field that is null. */
    void absent(String name);

    /** An array of {@code count} records; {@code each} writes the fields of the one with the given index. */
    void records(String name, int count, IntConsumer each);

    /** Announces the value of a nullable field; the field itself is written next. */
    void present();

    byte[] end();
}
