package org.isoflop.charts.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scripts and styles of others, from the jars that they are published in. */
public final class Assets {
    private static final Pattern FONT_FACE = Pattern.compile("@font-face\\{[^}]*\\}");
    private static final Pattern FONT_FILE = Pattern.compile("url\\(fonts/([^)]*\\.woff2)\\)");

    /** What formulas of laws are set in; the other fonts of KaTeX are left out, as browsers would have to carry them. */
    private static final Pattern USED_FONT =
            Pattern.compile("KaTeX_(Main-Regular|Main-Bold|Main-Italic|Math-Italic|Size\\d-Regular)\\.woff2");

    private Assets() {}

    /** Vega, which draws. */
    public static String vega() {
        return script("org.webjars", "vega", "vega.min.js");
    }

    /** Vega-Lite, which compiles specifications for it. */
    public static String vegaLite() {
        return script("org.webjars", "vega-lite", "vega-lite.min.js");
    }

    /** Vega-Embed, which puts charts into pages. */
    public static String vegaEmbed() {
        return script("org.webjars", "vega-embed", "vega-embed.min.js");
    }

    /** KaTeX, which sets formulas. */
    public static String katex() {
        return script("org.webjars.npm", "katex", "dist/katex.min.js");
    }

    /** The style of formulas with its fonts in it. */
    public static String katexStyle() {
        String style = text(path("org.webjars.npm", "katex", "dist/katex.min.css"));
        return FONT_FACE.matcher(style).replaceAll(face -> Matcher.quoteReplacement(withFont(face.group())));
    }

    private static String withFont(String face) {
        Matcher file = FONT_FILE.matcher(face);
        if (!file.find() || !USED_FONT.matcher(file.group(1)).matches()) {
            return "";
        }
        byte[] font = bytes(path("org.webjars.npm", "katex", "dist/fonts/" + file.group(1)));
        String data = "url(data:font/woff2;base64," + Base64.getEncoder().encodeToString(font) + ") format(\"woff2\")";
        return face.replaceFirst("src:[^;}]*", Matcher.quoteReplacement("src:" + data));
    }

    /** A file of this package. */
    static String own(String name) {
        return text("/org/isoflop/charts/report/" + name);
    }

    /** The end of a script within a script would end it in the page. */
    private static String script(String group, String artifact, String file) {
        return text(path(group, artifact, file)).replace("</script", "<\\/script");
    }

    private static String path(String group, String artifact, String file) {
        return "/META-INF/resources/webjars/%s/%s/%s".formatted(artifact, version(group, artifact), file);
    }

    private static String version(String group, String artifact) {
        var properties = new Properties();
        try (InputStream in = open("/META-INF/maven/%s/%s/pom.properties".formatted(group, artifact))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String path) {
        try (InputStream in = open(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String path) {
        InputStream in = Assets.class.getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException("there is no " + path + " on the class path");
        }
        return in;
    }
}
