package dev.runs.samples.crm.people;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.transaction.support.TransactionOperations;

/** The people of the demonstration: two companies, each with all that its rules ask for. */
public final class DemoPeople {
    /** The first company. */
    public static final String AURORA = "aurora";

    /** The second company, which must know nothing of the first. */
    public static final String BOREALIS = "borealis";

    private static final List<DemoPerson> EVERYBODY = Stream.of(
                    of("aurora-vera", "Vera", "Lind", "Sales director", ""),
                    of("aurora-nils", "Nils", "Berg", "Sales manager", "aurora-vera"),
                    of("aurora-mia", "Mia", "Torres", "Account executive", "aurora-nils"),
                    of("aurora-tom", "Tom", "Okafor", "Account executive", "aurora-nils"),
                    of("aurora-dora", "Dora", "Haas", "Customer success director", "aurora-vera"),
                    of("aurora-carl", "Carl", "Weiss", "Customer success director", "aurora-vera"),
                    of("aurora-lena", "Lena", "Fischer", "Legal", ""),
                    of("aurora-omar", "Omar", "Said", "Legal", ""),
                    of("aurora-finn", "Finn", "Moore", "Finance", ""),
                    of("aurora-dina", "Dina", "Petrov", "Deal desk", "aurora-finn"),
                    of("aurora-pia", "Pia", "Novak", "Data protection officer", ""),
                    of("aurora-mark", "Mark", "Jensen", "Customer marketing", "aurora-vera"),
                    of("aurora-ada", "Ada", "Clarke", "CRM administrator", ""),
                    of("aurora-aron", "Aron", "Keller", "Auditor", ""),
                    of("borealis-rick", "Rick", "Stone", "Sales director", ""),
                    of("borealis-sara", "Sara", "Young", "Sales manager", "borealis-rick"),
                    of("borealis-gina", "Gina", "Rossi", "Account executive", "borealis-sara"),
                    of("borealis-hugo", "Hugo", "Martin", "Account executive", "borealis-sara"),
                    of("borealis-dave", "Dave", "Brandt", "Customer success director", "borealis-rick"),
                    of("borealis-cleo", "Cleo", "Adams", "Customer success director", "borealis-rick"),
                    of("borealis-lars", "Lars", "Holm", "Legal", ""),
                    of("borealis-fred", "Fred", "Okoye", "Finance", ""),
                    of("borealis-bea", "Bea", "Santos", "Deal desk", "borealis-fred"),
                    of("borealis-paul", "Paul", "Meyer", "Data protection officer", ""),
                    of("borealis-mona", "Mona", "Diaz", "Customer marketing", "borealis-rick"),
                    of("borealis-anna", "Anna", "Schmidt", "CRM administrator", ""),
                    of("borealis-abel", "Abel", "Costa", "Auditor", ""))
            .toList();

    private DemoPeople() {}

    private static DemoPerson of(String id, String givenName, String familyName, String role, String manager) {
        String tenant = id.startsWith("aurora-") ? AURORA : BOREALIS;
        return new DemoPerson(
                tenant, id, givenName, familyName, role, Optional.of(manager).filter(some -> !some.isEmpty()));
    }

    /** Returns all, managers before those who report to them. */
    public static List<DemoPerson> everybody() {
        return EVERYBODY;
    }

    /** Returns the id of the team that stands for a role in a tenant of the demonstration. */
    public static String team(String tenant, String role) {
        return tenant + "-team-" + role.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /** Writes the two tenants with their people and teams, unless they are there already. */
    static void provision(TransactionOperations transactions, Tenants tenants, People people, Teams teams) {
        transactions.executeWithoutResult(status -> {
            for (String tenant : List.of(AURORA, BOREALIS)) {
                if (tenants.add(tenant, tenant.equals(AURORA) ? "Aurora Software" : "Borealis Systems")) {
                    provision(tenant, people, teams);
                }
            }
        });
    }

    private static void provision(String tenant, People people, Teams teams) {
        TreeMap<String, Set<String>> holders = new TreeMap<>();
        for (DemoPerson person : EVERYBODY) {
            if (person.tenant().equals(tenant)) {
                people.add(tenant, person.id(), person.details());
                holders.computeIfAbsent(person.role(), role -> new LinkedHashSet<>())
                        .add(person.id());
            }
        }
        holders.forEach((role, members) -> {
            teams.add(tenant, team(tenant, role), new TeamDetails(role, Optional.empty(), members));
            teams.standsFor(tenant, team(tenant, role), Set.of(role));
        });
    }

    /** Returns who signs in, a line each. */
    public static String asText() {
        int width = EVERYBODY.stream()
                .mapToInt(person -> person.signInName().length())
                .max()
                .orElse(0);
        String[] lines = EVERYBODY.stream()
                .sorted(Comparator.comparing(DemoPerson::tenant).thenComparing(DemoPerson::role))
                .map(person -> String.format(
                        Locale.ROOT, "  %-" + width + "s  %s, %s", person.signInName(), person.name(), person.role()))
                .toArray(String[]::new);
        return String.join(System.lineSeparator(), Arrays.asList(lines));
    }
}
