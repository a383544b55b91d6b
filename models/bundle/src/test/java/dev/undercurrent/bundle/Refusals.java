package dev.undercurrent.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts that something is refused, and that the message says what matters. */
final class Refusals {

    private Refusals() {}

    static void refused(ThrowingCallable what, String... parts) {
        Throwable thrown = catchThrowable(what);
        assertThat(thrown).isExactlyInstanceOf(BundleException.class);
        assertThat(thrown).hasMessageContainingAll(parts);
        assertThat(thrown.getMessage())
                .hasSizeLessThan(2000)
                .doesNotContain("\n")
                .contains("allowed");
    }
}
