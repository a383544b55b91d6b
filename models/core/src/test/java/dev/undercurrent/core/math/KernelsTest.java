package dev.undercurrent.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KernelsTest {

    /** Prints what a JVM chooses; run in one of its own. */
    static final class Choice {
        private Choice() {}

        public static void main(String[] args) {
            float[] v = {1f};
            Kernels.best().exp(v, 0, 1);
            System.out.println(Kernels.best().getClass().getSimpleName() + "|" + Kernels.description() + "|" + v[0]);
        }
    }

    @Test
    @DisplayName("With the module the vector form is chosen")
    void vector() {
        assertThat(Kernels.best().getClass().getSimpleName()).isEqualTo("VectorKernel");
        assertThat(Kernels.description()).matches("vector kernels, \\d+ floats wide");
    }

    @Test
    @DisplayName("A JVM without the module takes the plain form, gives the same bits, and says which flag is missing")
    void plain() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", classPath(), Choice.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        float[] v = {1f};
        Kernels.best().exp(v, 0, 1);
        assertThat(said)
                .isEqualTo("PlainKernel|plain kernels: start the JVM with --add-modules jdk.incubator.vector"
                        + " for networks 2 to 5 times faster|" + v[0]);
    }

    private static String classPath() throws Exception {
        return Path.of(Kernels.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                + System.getProperty("path.separator")
                + Path.of(Choice.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
    }

    @Test
    @DisplayName(
            "Where the module is there but cannot be linked or does not serve, the plain form comes with the reason")
    void unusable() {
        assertThat(Kernels.choose(() -> true, () -> {
                            throw new NoClassDefFoundError("jdk/incubator/vector/FloatVector");
                        })
                        .toString())
                .startsWith("plain kernels: ")
                .contains("NoClassDefFoundError: jdk/incubator/vector/FloatVector");
        Kernels narrow = Kernels.choose(() -> true, () -> {
            throw new UnsupportedOperationException("vectors of 2 floats; needed: 4 or more");
        });
        assertThat(narrow.kernel()).isInstanceOf(PlainKernel.class);
        assertThat(narrow.toString()).contains("vectors of 2 floats");
    }
}
