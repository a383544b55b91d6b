package dev.undercurrent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs the page's own tests, {@code jobs/dashboard/web/tests}, in a real browser where there is one. */
class PageITCase {

    private static final Path WEB = Path.of("..", "jobs", "dashboard", "web");
    private static final Path SHOTS = Path.of("target", "screenshots");

    @Test
    @DisplayName("A real browser does what a user does, with names that mean harm, at three widths, in both themes")
    void page() throws Exception {
        require(Files.isDirectory(WEB.resolve("node_modules/playwright-core")), "npm ci was not run in " + WEB);
        require(
                Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                                .anyMatch(path -> Files.isExecutable(Path.of(path)))
                        || System.getenv("CHROMIUM") != null,
                "there is no Chromium");
        Path output = Path.of("target", "page-tests.txt");
        try (Playground playground = new Playground(60, 300)) {
            ProcessBuilder builder = new ProcessBuilder(
                            List.of("node", "--test", "--test-concurrency=1", "tests/page.test.mjs"))
                    .directory(WEB.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("PAGE_URL", playground.url().toString());
            builder.environment().put("PAGE_SHOTS", SHOTS.toAbsolutePath().toString());
            Process tests = builder.start();
            boolean ended = tests.waitFor(8, TimeUnit.MINUTES);
            tests.destroy();
            assertThat(ended && tests.exitValue() == 0)
                    .as(() -> "tests of the page:\n" + read(output))
                    .isTrue();
        }
        assertThat(SHOTS.resolve("overview-1280-light.png")).exists();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    private static void require(boolean there, String why) {
        if (!there) {
            System.err.println("SKIPPED: the page was tested in no browser: " + why);
        }
        Assumptions.assumeTrue(there, why);
    }
}
