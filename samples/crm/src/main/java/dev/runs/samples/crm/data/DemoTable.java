package dev.runs.samples.crm.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one table, to be written in one go. Not thread-safe. */
final class DemoTable {
    private final String name;
    private final List<String> columns;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    DemoTable(String name, String... columns) {
        this.name = name;
        this.columns = List.of(columns);
    }

    void add(@Nullable Object... row) {
        if (row.length != columns.size()) {
            throw new IllegalArgumentException(name + " has " + columns.size() + " columns, not " + row.length);
        }
        rows.add(row);
    }

    String name() {
        return name;
    }

    int size() {
        return rows.size();
    }

    List<@Nullable Object[]> rows() {
        return rows;
    }

    String insert() {
        return "INSERT INTO " + name + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
    }
}
