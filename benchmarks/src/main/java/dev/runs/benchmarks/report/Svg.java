package dev.runs.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * A drawing as SVG text, without a font or a picture from elsewhere. It has no background, and its colours can be read on
 * a light page as well as on a dark one. Not thread-safe.
 */
final class Svg {
    /** Told apart also by people who see red and green as one; used in this order. */
    private static final List<String> LIGHT = List.of("#0969da", "#bc4c00", "#1a7f37", "#8250df", "#9a6700", "#bf3989");

    private static final List<String> DARK = List.of("#58a6ff", "#f0883e", "#3fb950", "#bc8cff", "#d29922", "#f778ba");

    static final int COLOURS = LIGHT.size();

    private final StringBuilder text = new StringBuilder();
    private final double width;
    private final double height;

    Svg(double width, double height, String title) {
        this.width = width;
        this.height = height;
        text.append("<title>").append(escaped(title)).append("</title>\n");
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        text.append(
                format("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>", x1, y1, x2, y2, style));
    }

    /** Draws a line through points, and a dot on each. */
    void path(List<double[]> points, int colour) {
        StringBuilder path = new StringBuilder();
        for (double[] point : points) {
            path.append(format("%.1f,%.1f ", point[0], point[1]).strip()).append(' ');
        }
        text.append(format(
                "<polyline points=\"%s\" class=\"line c%d\"/>", path.toString().strip(), colour));
        for (double[] point : points) {
            text.append(
                    format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" class=\"dot c%d\"/>", point[0], point[1], colour));
        }
    }

    void bar(double x, double y, double barWidth, double barHeight, int colour) {
        text.append(format(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" class=\"bar c%d\"/>",
                x, y, barWidth, barHeight, colour));
    }

    /** Writes words; {@code anchor} is {@code start}, {@code middle} or {@code end}. */
    void words(double x, double y, String anchor, String style, String words) {
        text.append(format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">", x, y, anchor, style))
                .append(escaped(words))
                .append("</text>\n");
    }

    void wordsUpwards(double x, double y, String words) {
        text.append(format(
                        "<text x=\"%1$.1f\" y=\"%2$.1f\" text-anchor=\"middle\" class=\"small\""
                                + " transform=\"rotate(-90 %1$.1f %2$.1f)\">",
                        x, y))
                .append(escaped(words))
                .append("</text>\n");
    }

    String done() {
        StringBuilder style = new StringBuilder("""
                text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1f2328; }
                text.title { font-weight: 600; font-size: 15px; }
                text.small { font-size: 12px; fill: #59636e; }
                .grid { stroke: #d1d9e0; stroke-width: 1; }
                .axis { stroke: #818b98; stroke-width: 1; }
                .mark { stroke: #818b98; stroke-width: 1.5; stroke-dasharray: 2 4; }
                .line { fill: none; stroke-width: 2; }
                """);
        colours(style, LIGHT);
        style.append("@media (prefers-color-scheme: dark) {\n");
        style.append("text { fill: #e6edf3; }\ntext.small { fill: #9198a1; }\n");
        style.append(".grid { stroke: #3d444d; }\n.axis { stroke: #818b98; }\n");
        colours(style, DARK);
        style.append("}\n");
        return format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" role=\"img\">%n",
                        width, height, width)
                + "<style>\n" + style + "</style>\n" + text + "</svg>\n";
    }

    private static void colours(StringBuilder style, List<String> colours) {
        for (int i = 0; i < colours.size(); i++) {
            style.append(format(
                    ".line.c%1$d { stroke: %2$s; } .dot.c%1$d, .bar.c%1$d, text.c%1$d { fill: %2$s; }%n",
                    i, colours.get(i)));
        }
    }

    private static String format(String format, Object... values) {
        // A line break is the same on every system: the file is compared with a committed one.
        return String.format(Locale.ROOT, format.replace("%n", "\n"), values)
                + (format.startsWith("<") && format.endsWith("/>") ? "\n" : "");
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
