package dev.runs.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A table with a head; for a terminal with aligned columns, for a page as Markdown. Not thread-safe. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... head) {
        rows.add(List.of(head));
    }

    void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** Returns the table for a terminal; the first columns are words, so they stand left. */
    String text(int words) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String space = " ".repeat(widths[i] - row.get(i).length());
                line.append(i < words ? row.get(i) + space : space + row.get(i)).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** Returns the table for a Markdown page. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
            if (i == 0) {
                text.append("|---".repeat(rows.get(0).size())).append("|\n");
            }
        }
        return text.toString();
    }

    /** Returns everything that was measured, with what it is compared with, for a terminal. */
    static String of(Results results) {
        Table table = new Table(
                "group", "work", "who or how large", "median", "lowest", "highest", "allocated", "ratio", "samples");
        String group = "";
        String work = "";
        for (Figure figure : results.figures()) {
            boolean same = figure.group().equals(group);
            boolean sameWork = same && figure.work().equals(work);
            Double bytes = figure.bytes();
            table.add(
                    same ? "" : figure.group(),
                    sameWork ? "" : figure.work(),
                    figure.variant(),
                    Numbers.of(figure.median(), figure.unit()),
                    Numbers.of(figure.low(), figure.unit()),
                    Numbers.of(figure.high(), figure.unit()),
                    bytes == null ? "" : Numbers.bytes(bytes),
                    Numbers.ratio(results.ratio(figure)),
                    Integer.toString(figure.samples()));
            group = figure.group();
            work = figure.work();
        }
        return table.text(3);
    }
}
