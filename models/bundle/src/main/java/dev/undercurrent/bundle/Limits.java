package dev.undercurrent.bundle;

/**
 * What a bundle may cost whoever reads it. All sizes in bytes.
 *
 * @param total all files of a bundle together, and a zip as such
 * @param header JSON header of the weights
 * @param manifest manifest.json
 * @param golden golden.json
 * @param card card.html
 * @param ratio inflated bytes per deflated byte of an entry of a zip
 */
public record Limits(long total, int header, int manifest, int golden, int card, int ratio) {

    private static final int MB = 1 << 20;

    public Limits {
        if (total < 1
                || total > Integer.MAX_VALUE - 64
                || header < 2
                || manifest < 2
                || golden < 2
                || card < 0
                || ratio < 1) {
            throw new IllegalArgumentException(
                    "limits: total " + total + " (allowed: 1 to 2147483583), header " + header
                            + ", manifest " + manifest + ", golden " + golden + " (2 or more), card " + card
                            + " (0 or more), ratio " + ratio + " (1 or more)");
        }
    }

    /** 256 MB in all; 1 MB of header and of manifest, 4 MB of golden outputs, 16 MB of card; 100 inflated bytes per byte. */
    public static Limits standard() {
        return new Limits(256L * MB, MB, MB, 4 * MB, 16 * MB, 100);
    }

    /** The same but for all files together. */
    public Limits withTotal(long bytes) {
        return new Limits(bytes, header, manifest, golden, card, ratio);
    }

    /** Largest size of a file of that name. */
    long of(String file) {
        long own = switch (file) {
            case BundleFiles.MANIFEST -> manifest;
            case BundleFiles.GOLDEN -> golden;
            case BundleFiles.CARD -> card;
            default -> total;
        };
        return Math.min(own, total);
    }
}
