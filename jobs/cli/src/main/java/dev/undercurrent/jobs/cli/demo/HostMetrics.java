package dev.undercurrent.jobs.cli.demo;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.NetworkIF;
import oshi.util.GlobalConfig;

/**
 * What this machine and this JVM are doing, read anew with each call.
 *
 * <p>Percent for {@code host/cpu/N} and {@code host/cpu/all}, bytes for {@code …/used}, bytes per second for disk and
 * network, milliseconds per second for {@code jvm/gc/time}, runnable tasks for {@code host/load}.
 */
final class HostMetrics {

    /** Cores with a series of their own; on larger machines {@code host/cpu/all} stands for the others. */
    static final int MAX_CORES = 16;

    /** How long a reading may be given again, below the time between two samples. */
    private static final int MEMORY_MILLIS = 20;

    /** How long the job that was just started keeps the processor busy. */
    private static final long OWN_START_NANOS = 6_000_000_000L;

    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private final List<HWDiskStore> disks;
    private final List<NetworkIF> networks;
    private final Rates rates = new Rates();
    private long[][] ticks;
    private boolean begun;
    private long begin;

    static {
        // by default what was read 300 ms ago is given again, so that of two samples in between one sees no ticks at
        // all
        GlobalConfig.set(GlobalConfig.OSHI_UTIL_MEMOIZER_EXPIRATION, MEMORY_MILLIS);
    }

    HostMetrics() {
        SystemInfo system = new SystemInfo();
        processor = system.getHardware().getProcessor();
        memory = system.getHardware().getMemory();
        disks = system.getHardware().getDiskStores();
        networks = system.getHardware().getNetworkIFs();
        ticks = processor.getProcessorCpuLoadTicks();
    }

    /**
     * One sample of every series that could be read; rates are missing the first time. The processor is told of after six
     * seconds: until then it is busy with this program's own start, beside which nothing would look unusual later on.
     */
    List<Sample> read(long time, long nanoTime) {
        List<Sample> samples = new ArrayList<>();
        rates.advance(nanoTime);
        if (!begun) {
            begun = true;
            begin = nanoTime;
        }
        cpu(time, nanoTime - begin >= OWN_START_NANOS, samples);
        double load = processor.getSystemLoadAverage(1)[0];
        if (load >= 0) {
            samples.add(new Sample("host/load", time, load));
        }
        samples.add(new Sample("host/memory/used", time, memory.getTotal() - memory.getAvailable()));
        disk(time, samples);
        network(time, samples);
        Runtime runtime = Runtime.getRuntime();
        samples.add(new Sample("jvm/heap/used", time, runtime.totalMemory() - runtime.freeMemory()));
        long collected = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collected += Math.max(0, collector.getCollectionTime());
        }
        samples.add(new Sample("jvm/gc/time", time, rates.of("gc", collected)));
        samples.removeIf(sample -> Double.isNaN(sample.value()));
        return samples;
    }

    /** @param told false while the ticks are read only, so that the next sample is of the time since this one */
    private void cpu(long time, boolean told, List<Sample> samples) {
        long[][] now = processor.getProcessorCpuLoadTicks();
        double[] load = processor.getProcessorCpuLoadBetweenTicks(ticks);
        ticks = now;
        if (!told) {
            return;
        }
        double sum = 0;
        for (int core = 0; core < load.length; core++) {
            sum += load[core];
            if (core < MAX_CORES) {
                samples.add(new Sample("host/cpu/" + core, time, 100 * load[core]));
            }
        }
        samples.add(new Sample("host/cpu/all", time, 100 * sum / Math.max(1, load.length)));
    }

    private void disk(long time, List<Sample> samples) {
        long read = 0;
        long written = 0;
        boolean any = false;
        for (HWDiskStore disk : disks) {
            if (disk.updateAttributes()) {
                any = true;
                read += disk.getReadBytes();
                written += disk.getWriteBytes();
            }
        }
        if (any) {
            samples.add(new Sample("host/disk/read", time, rates.of("read", read)));
            samples.add(new Sample("host/disk/write", time, rates.of("write", written)));
        }
    }

    private void network(long time, List<Sample> samples) {
        long in = 0;
        long out = 0;
        boolean any = false;
        for (NetworkIF network : networks) {
            if (network.updateAttributes()) {
                any = true;
                in += network.getBytesRecv();
                out += network.getBytesSent();
            }
        }
        if (any) {
            samples.add(new Sample("host/net/in", time, rates.of("in", in)));
            samples.add(new Sample("host/net/out", time, rates.of("out", out)));
        }
    }
}
