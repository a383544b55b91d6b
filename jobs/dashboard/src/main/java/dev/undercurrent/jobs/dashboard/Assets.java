package dev.undercurrent.jobs.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of the page, all of them named here and held in memory: nothing else is ever served. */
final class Assets {

    /** A file. */
    record Asset(byte[] bytes, String type, String tag) {}

    static final String VENDOR = "vendor/uplot-1.6.32/";

    static final List<String> FILES = List.of(
            "index.html",
            "style.css",
            "icon.svg",
            "main.js",
            "api.js",
            "types.js",
            "dom.js",
            "format.js",
            "colours.js",
            "overview.js",
            "rows.js",
            "spark.js",
            "series.js",
            "readout.js",
            "stretch.js",
            "chart.js",
            "charts.js",
            "model.js",
            "incidents.js",
            "logs.js",
            "pipeline.js",
            "openapi.json",
            VENDOR + "uPlot.esm.js",
            VENDOR + "uPlot.min.css",
            VENDOR + "LICENSE");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json");

    private final Map<String, Asset> files = new LinkedHashMap<>();

    Assets() {
        for (String name : FILES) {
            byte[] bytes = read(name);
            String extension = name.substring(name.lastIndexOf('.') + 1);
            String type = TYPES.getOrDefault(extension, "text/plain; charset=utf-8");
            files.put("/" + name, new Asset(bytes, type, '"' + HexFormat.of().formatHex(digest(bytes)) + '"'));
        }
        files.put("/", files.get("/index.html"));
    }

    /** Null where there is no such file. */
    Asset of(String path) {
        return files.get(path);
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks page/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return java.util.Arrays.copyOf(
                    java.security.MessageDigest.getInstance("SHA-256").digest(bytes), 8);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // never: every Java has it
        }
    }
}
