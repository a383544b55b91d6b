/**
 * Model bundles: what a trained model is on disk, and the reading of it, which trusts nothing.
 *
 * <p>A bundle is a directory or a zip of four files: {@code manifest.json} (what it is), {@code weights.safetensors}
 * (parameters), {@code golden.json} (inputs with the outputs they must give) and {@code card.html} (a page for people).
 */
package dev.undercurrent.bundle;
