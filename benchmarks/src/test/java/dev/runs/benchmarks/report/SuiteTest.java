package dev.runs.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runs.benchmarks.graph.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The lists of benchmarks")
class SuiteTest {
    @Test
    void everyEntry_namesABenchmarkAndAllItsParameters() throws ReflectiveOperationException {
        for (Entry entry : Suite.whole()) {
            if (!entry.benchmark().startsWith("peers.")) {
                int dot = entry.benchmark().lastIndexOf('.');
                Class<?> type = Class.forName(Shape.class.getPackageName().replace(".graph", ".")
                        + entry.benchmark().substring(0, dot));
                Set<String> parameters = new TreeSet<>();
                for (var field : type.getFields()) {
                    parameters.add(field.getName());
                }
                assertThat(entry.parameters().keySet()).as(entry.benchmark()).isEqualTo(parameters);
                assertThat(type.getMethods())
                        .extracting(java.lang.reflect.Method::getName)
                        .contains(entry.benchmark().substring(dot + 1));
            }
        }
    }

    @Test
    void theShortList_isPartOfTheLongOne() {
        assertThat(new HashSet<>(Suite.whole())).containsAll(Suite.brief());
    }

    @Test
    void noFigure_hasTheNameOfAnother() {
        List<String> names = Suite.whole().stream()
                .map(entry -> entry.group() + "/" + entry.work() + "/" + entry.variant())
                .toList();
        assertThat(names).doesNotHaveDuplicates();
    }
}
