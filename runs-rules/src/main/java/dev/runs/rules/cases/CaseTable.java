package dev.runs.rules.cases;

import dev.runs.rules.internal.text.Place;
import dev.runs.rules.internal.text.Problems;
import dev.runs.rules.internal.text.Text;
import dev.runs.rules.internal.text.Yaml;
import dev.runs.rules.problem.RuleErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The expectations of a matrix, one per row: the first row that fits a combination counts. */
final class CaseTable {
    private static final String EXAMPLE =
            "expect: [ { amount: [500, 1000], verdict: allow }, { verdict: ask, approvers: [Sales director] } ]";

    /** A row: what it asks of the axes, and what it expects. */
    private record TableRow(
            Place place, Map<CaseMatrix.Axis, List<Yaml.Scalar>> fits, Optional<CaseExpectation> expectation) {
        boolean fits(CaseMatrix.Combination combination) {
            return fits.entrySet().stream()
                    .allMatch(entry -> entry.getValue().stream()
                            .anyMatch(value -> CaseMatrix.same(value, combination.valueOf(entry.getKey()))));
        }
    }

    private final List<TableRow> rows = new ArrayList<>();
    private final List<CaseMatrix.Axis> axes;
    private final ExpectationReader reader;
    private final Problems problems;

    CaseTable(List<CaseMatrix.Axis> axes, ExpectationReader reader, Problems problems) {
        this.axes = axes;
        this.reader = reader;
        this.problems = problems;
    }

    /** Reads the rows: a list of them, or one expectation for all. */
    void read(Yaml.Node node) {
        if (!(node instanceof Yaml.Sequence)) {
            rows.add(new TableRow(node.place(), Map.of(), reader.read(node)));
            return;
        }
        for (Yaml.Mapping mapping : CaseMap.mappings(node, "'expect'", EXAMPLE, problems)) {
            Yaml.Mapping expectation = mapping;
            Map<CaseMatrix.Axis, List<Yaml.Scalar>> fits = new LinkedHashMap<>();
            for (CaseMatrix.Axis axis : axes) {
                Optional<Yaml.Node> values = Overlay.find(mapping, axis.name());
                values.ifPresent(given -> fits.put(axis, values(axis, given)));
                expectation = Overlay.without(expectation, axis.name());
            }
            rows.add(new TableRow(mapping.place(), fits, reader.read(expectation)));
        }
    }

    /** Returns what each combination expects; with mistakes recorded where none or nothing does. */
    List<Optional<CaseExpectation>> of(List<CaseMatrix.Combination> combinations, Place place) {
        List<TableRow> unused = new ArrayList<>(rows);
        List<String> without = new ArrayList<>();
        List<Optional<CaseExpectation>> expectations = new ArrayList<>();
        for (CaseMatrix.Combination combination : combinations) {
            Optional<TableRow> row =
                    rows.stream().filter(one -> one.fits(combination)).findFirst();
            row.ifPresent(unused::remove);
            if (row.isEmpty()) {
                without.add(combination.words().strip());
            }
            expectations.add(row.flatMap(TableRow::expectation));
        }
        if (!problems.none()) {
            // A row that could not be read fits nothing.
            return expectations;
        }
        if (!without.isEmpty()) {
            problems.add(
                    RuleErrorCode.CASE,
                    place,
                    "No row of 'expect' fits " + without.get(0)
                            + (without.size() == 1 ? "." : " and " + (without.size() - 1) + " more."),
                    "A row without values of the matrix fits all that no row above it fits.");
        }
        unused.forEach(row -> problems.add(
                RuleErrorCode.CASE,
                row.place(),
                "This row is never used: rows above it fit all that it fits.",
                "The first row that fits counts; move it up, or delete it."));
        return expectations;
    }

    private List<Yaml.Scalar> values(CaseMatrix.Axis axis, Yaml.Node node) {
        List<Yaml.Scalar> values = new ArrayList<>();
        for (Yaml.Node item : node instanceof Yaml.Sequence list ? list.items() : List.of(node)) {
            if (item instanceof Yaml.Scalar value && axis.has(value)) {
                values.add(value);
                continue;
            }
            String written = item instanceof Yaml.Scalar value ? CaseMatrix.word(value) : "a list or further keys";
            problems.add(
                    RuleErrorCode.CASE,
                    item.place(),
                    "The matrix has no " + axis.name() + " '" + Text.shortened(written) + "'."
                            + problems.didYouMean(
                                    item.place(),
                                    written,
                                    axis.values().stream().map(CaseMatrix::word).toList()),
                    "It has: " + CaseMatrix.words(axis.values()) + ".");
        }
        return values;
    }
}
