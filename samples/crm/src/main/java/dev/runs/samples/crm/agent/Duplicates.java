package dev.runs.samples.crm.agent;

import dev.runs.samples.crm.crm.Account;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds accounts that are probably the same: their names differ only in case, spaces, punctuation and the legal form. */
final class Duplicates {
    /** Two accounts that are probably one; the one with the lower key stays. */
    record Pair(Account survivor, Account duplicate) {
        String difference() {
            return survivor.name().equals(duplicate.name()) ? "nothing" : "case, spaces, punctuation or legal form";
        }
    }

    private Duplicates() {}

    static List<Pair> in(List<Account> accounts) {
        Map<String, List<Account>> alike = new LinkedHashMap<>();
        accounts.forEach(account -> core(account.name())
                .ifPresent(core ->
                        alike.computeIfAbsent(core, any -> new ArrayList<>()).add(account)));
        List<Pair> pairs = new ArrayList<>();
        for (List<Account> group : alike.values()) {
            List<Account> sorted = group.stream()
                    .sorted((one, other) -> one.id().compareTo(other.id()))
                    .toList();
            sorted.stream().skip(1).forEach(duplicate -> pairs.add(new Pair(sorted.get(0), duplicate)));
        }
        return pairs;
    }

    private static Optional<String> core(String name) {
        String core = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\b(inc|ltd|gmbh|ag|llc|corp)\\b\\.?", "")
                .replaceAll("[^\\p{L}\\p{N}]", "");
        return core.length() < 3 ? Optional.empty() : Optional.of(core);
    }
}
