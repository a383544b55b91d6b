package dev.undercurrent.core.math;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

/** The fastest kernel that this JVM offers, chosen once. */
public final class Kernels {

    private static final String MODULE = "jdk.incubator.vector";
    private static final Kernels CHOSEN =
            choose(() -> ModuleLayer.boot().findModule(MODULE).isPresent(), Kernels::vector);

    private final Kernel kernel;
    private final String description;

    private Kernels(Kernel kernel, String description) {
        this.kernel = kernel;
        this.description = description;
    }

    /** The kernel to use; holds no scratch and serves any number of threads. */
    public static Kernel best() {
        return CHOSEN.kernel;
    }

    /** The kernel of any JVM; holds no scratch and serves any number of threads. */
    public static Kernel plain() {
        return new PlainKernel();
    }

    /** Whether {@link #best} is a kernel over vectors. */
    public static boolean vectorised() {
        return !(CHOSEN.kernel instanceof PlainKernel);
    }

    /** One line for a log: which kernel {@link #best} is and, where that is not the fastest, what to do about it. */
    public static String description() {
        return CHOSEN.description;
    }

    /**
     * The kernel over the vector API. Its class is found by name, since to link it needs the module.
     *
     * @throws ReflectiveOperationException if it was not built, or does not support this processor
     */
    static Kernel vector() throws ReflectiveOperationException {
        return Class.forName(Kernels.class.getPackageName() + ".VectorKernel")
                .asSubclass(Kernel.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    static Kernels choose(BooleanSupplier present, Callable<Kernel> vector) {
        if (!present.getAsBoolean()) {
            return plain("start the JVM with --add-modules " + MODULE + " for networks 2 to 5 times faster");
        }
        try {
            Kernel kernel = vector.call();
            return new Kernels(kernel, kernel.toString());
        } catch (InvocationTargetException e) {
            return plain("this JVM's vectors do not serve (" + e.getCause() + ")");
        } catch (Exception | LinkageError e) {
            return plain("this JVM's vectors do not serve (" + e + ")");
        }
    }

    private static Kernels plain(String reason) {
        Kernel kernel = plain();
        return new Kernels(kernel, kernel + ": " + reason);
    }

    Kernel kernel() {
        return kernel;
    }

    @Override
    public String toString() {
        return description;
    }
}
