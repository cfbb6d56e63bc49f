package dev.runs.rules;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the values of payloads and of the host's records out of a case. */
final class CaseValues {
    private final Problems problems;

    CaseValues(Problems problems) {
        this.problems = problems;
    }

    /** Returns the fields of a payload. As in a host's payload, a number that is not whole is a text. */
    Map<String, Object> payload(Yaml.Mapping mapping) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Yaml.Entry entry : CaseMap.ofAnyKeys(mapping, problems).entries()) {
            if (!CaseMap.nothing(entry.value())) {
                fields.put(entry.key().text(), payload(entry.value()));
            }
        }
        return fields;
    }

    private Object payload(Yaml.Node node) {
        if (node instanceof Yaml.Mapping mapping) {
            return payload(mapping);
        }
        if (node instanceof Yaml.Sequence list) {
            List<Object> items = new ArrayList<>();
            list.items().forEach(item -> items.add(payload(item)));
            return items;
        }
        Yaml.Scalar scalar = (Yaml.Scalar) node;
        if (!scalar.quoted() && scalar.text().matches("-?(0|[1-9][0-9]{0,15})")) {
            return Long.valueOf(scalar.text());
        }
        return flagOrText(scalar);
    }

    /** Returns the values of a record of the host. */
    Map<String, Object> record(String type, Yaml.Mapping mapping) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Yaml.Entry entry : CaseMap.ofAnyKeys(mapping, problems).entries()) {
            if (!CaseMap.nothing(entry.value())) {
                values.put(entry.key().text(), value(entry.value()));
            }
        }
        return values;
    }

    private Object value(Yaml.Node node) {
        if (node instanceof Yaml.Sequence list) {
            List<String> texts = new ArrayList<>();
            for (Yaml.Node item : list.items()) {
                YamlMap.scalar(item, "An entry of a list", 1_000, problems).ifPresent(text -> texts.add(text.text()));
            }
            return texts;
        }
        if (!(node instanceof Yaml.Scalar scalar)) {
            problems.add(RuleErrorCode.YAML_VALUE, node.place(), "A record has texts, numbers and lists of texts.");
            return "";
        }
        if (!scalar.quoted() && scalar.text().matches("-?[0-9]{1,30}([.][0-9]{1,30})?")) {
            return new BigDecimal(scalar.text());
        }
        return flagOrText(scalar);
    }

    private static Object flagOrText(Yaml.Scalar scalar) {
        boolean flag = !scalar.quoted() && scalar.text().matches("true|false");
        return flag ? (Object) Boolean.valueOf(scalar.text()) : scalar.text();
    }
}
