package dev.undercurrent.bundle;

import java.util.regex.Pattern;

/** Checks of the texts of a manifest. */
final class Texts {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST = 10_000;

    private Texts() {}

    static void checkName(String what, String text) {
        if (!NAME.matcher(text).matches()) {
            throw BundleException.of(
                    BundleFiles.MANIFEST, what, text, "1 to 128 of A-Z a-z 0-9 . _ -, a letter or digit first");
        }
    }

    /** @param optional whether "" stands for none */
    static void checkHash(String what, String text, boolean optional) {
        if (!(optional && text.isEmpty()) && !HASH.matcher(text).matches()) {
            throw BundleException.of(BundleFiles.MANIFEST, what, text, "64 digits of lower-case hexadecimal");
        }
    }

    static void checkProse(String what, String text) {
        boolean good = text.length() <= LONGEST
                && text.codePoints()
                        .allMatch(c -> c == '\n'
                                || (!Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE));
        if (!good) {
            throw BundleException.of(
                    BundleFiles.MANIFEST,
                    what,
                    text,
                    "at most " + LONGEST + " characters, none of control but line feeds");
        }
    }
}
