package dev.undercurrent.jobs.cli.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file with a header, played at a multiple of its own speed.
 *
 * <p>Never more than {@value #MAX_OUTSTANDING} events ahead of their verdicts: the demo's topics keep a bounded number of
 * bytes, and what is sent faster than it is read would be lost to that bound.
 */
final class Replay implements Source {

    static final int MAX_OUTSTANDING = 10_000;
    /** How long nothing may come back before events are taken for lost and the file goes on. */
    private static final long PATIENCE_NANOS = 15_000_000_000L;

    private final Path file;
    private final double speed;
    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();

    /** @param speed multiple of the file's own speed, above 0; +∞ = as fast as verdicts come back */
    Replay(Path file, double speed) {
        this.file = file;
        this.speed = speed;
    }

    /** Reads {@code 60x}, {@code 60} or {@code max}. */
    static double speed(String text) {
        if (text.equals("max")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            double speed = Double.parseDouble(text.endsWith("x") ? text.substring(0, text.length() - 1) : text);
            if (speed > 0 && speed < 1e12) {
                return speed;
            }
        } catch (NumberFormatException e) {
            // answered below, as a number out of range is
        }
        throw new IllegalArgumentException(
                "--speed is \"" + text + "\"; allowed: a multiple above 0 such as 60x, or max");
    }

    @Override
    public void feed(Feed feed, Tally tally, BooleanSupplier stopped) throws IOException, InterruptedException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(open())) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw new IOException(file + " is empty; expected a header and rows");
            }
            ReplayColumns columns = ReplayColumns.of(file, records.next());
            long begin = System.nanoTime();
            long first = Long.MIN_VALUE;
            while (records.hasNext() && !stopped.getAsBoolean()) {
                for (Sample sample : columns.samples(records.next())) {
                    first = first == Long.MIN_VALUE ? sample.time() : first;
                    await(begin + (long) ((sample.time() - first) * 1e3 / speed), stopped);
                    awaitRoom(tally, stopped);
                    sentAt.put(key(sample.series(), sample.time()), System.nanoTime());
                    feed.send(sample);
                }
            }
        }
    }

    private Reader open() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return new InputStreamReader(gzip ? new GZIPInputStream(in, 1 << 16) : in, StandardCharsets.UTF_8);
    }

    private static void await(long due, BooleanSupplier stopped) throws InterruptedException {
        for (long wait = due - System.nanoTime(); wait > 0 && !stopped.getAsBoolean(); wait = due - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(wait, 100_000_000L));
        }
    }

    private void awaitRoom(Tally tally, BooleanSupplier stopped) throws InterruptedException {
        long last = tally.outstanding();
        long since = System.nanoTime();
        while (sentAt.size() >= MAX_OUTSTANDING && !stopped.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(5);
            long outstanding = tally.outstanding();
            if (outstanding != last) {
                last = outstanding;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE_NANOS) {
                // late or refused events have no verdict to wait for
                sentAt.clear();
            }
        }
    }

    @Override
    public double seconds(String series, long eventTime) {
        Long sent = sentAt.remove(key(series, eventTime));
        return sent == null ? Double.NaN : (System.nanoTime() - sent) / 1e9;
    }

    @Override
    public String title() {
        return file.getFileName()
                + (Double.isInfinite(speed) ? " as fast as it goes" : " at " + Table.number(speed) + "x");
    }

    @Override
    public String origin() {
        return "sending";
    }

    private static String key(String series, long time) {
        return time + " " + series;
    }
}
