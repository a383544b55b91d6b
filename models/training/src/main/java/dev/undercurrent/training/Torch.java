package dev.undercurrent.training;

/** PyTorch's settings, which hold for the process. */
final class Torch {

    private static final String THREADS = "ai.djl.pytorch.num_threads";
    private static final String INTEROP_THREADS = "ai.djl.pytorch.num_interop_threads";
    private static final String OFFLINE = "ai.djl.offline";

    private Torch() {}

    /**
     * To be called before the first use: natives are never downloaded, and arithmetic takes one thread, because networks as
     * small as these gain nothing from more; the properties above win where they are set.
     */
    static void start() {
        if (System.getProperty(THREADS) == null) {
            System.setProperty(THREADS, "1");
            System.setProperty(INTEROP_THREADS, "1");
        }
        if (System.getProperty(OFFLINE) == null) {
            System.setProperty(OFFLINE, "true");
        }
    }
}
