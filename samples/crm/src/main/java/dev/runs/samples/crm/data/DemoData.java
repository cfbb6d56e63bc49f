package dev.runs.samples.crm.data;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of one tenant, made by us from a seed, with what real CRM data has: duplicates, missing owners, odd currencies, stages
 * that nobody knows, dates in the wrong order, names with markup, quotes, control of the writing direction, and very long ones. The
 * same seed and day give the same records.
 */
final class DemoData {
    static final int ACCOUNTS = 700;
    static final int OPPORTUNITIES = 1700;
    private static final int MEETINGS = 160;
    private static final int CASES = 300;

    /** Customers that the demo's story is about, with nothing wrong with them but the addresses at the last one. */
    static final List<String> FEATURED = List.of(
            "Acme",
            "Globex",
            "Umbra Shipping",
            "Lumen Foods",
            "Tidewater Clinic",
            "Halcyon Rail",
            "Orchard Labs",
            "Pinnacle Dental",
            "Quarry & Stone",
            "Saffron Travel",
            "Vantage Optics",
            "Willow Press",
            "Zenith Ceramics");

    private static final List<String> FIRST = List.of(
            "North", "Blue", "Iron", "Silver", "Green", "East", "Bright", "Stone", "River", "Cedar", "Summit", "Harbor",
            "Maple", "Falcon", "Copper", "Prairie", "Coral", "Amber");
    private static final List<String> SECOND = List.of(
            "field", "works", "bridge", "gate", "mark", "line", "forge", "port", "well", "craft", "point", "side",
            "wood", "light");
    private static final List<String> TRADE = List.of(
            "Logistics",
            "Foods",
            "Software",
            "Health",
            "Energy",
            "Media",
            "Textiles",
            "Robotics",
            "Insurance",
            "Schools");
    private static final List<String> FORM = List.of("", " GmbH", " Inc", " Ltd", " AG", " LLC");

    /** Names that people have typed into forms, or tried to. */
    private static final List<String> DIRTY = List.of(
            "<b>Bold & Sons</b>",
            "<script>alert('crm')</script> Ltd",
            "O'Hara \"Quick\" Cargo, Inc",
            "\u202Eecnanif\u202C Trading",
            "\u0634\u0631\u0643\u0629 \u0627\u0644\u0646\u0648\u0631",
            "  Padded   Name  ",
            "Robert'); DROP TABLE account;--",
            "zero\u200Bwidth",
            "tab\tand\nnewline",
            "\u5317\u6D77\u7269\u6D41 \uD83D\uDE9A",
            "???",
            "N/A",
            "Very Long ".repeat(40) + "Holding");

    private static final List<String> STAGES = List.of("Lead", "Qualified", "Proposal", "Negotiation", "Won", "Lost");
    private static final List<String> ODD_STAGES = List.of("", "stage 3", "Negociation", "WON!!", "tbd", "Proposal ");
    private static final List<String> CURRENCIES = List.of("EUR", "EUR", "EUR", "USD", "GBP");
    private static final List<String> ODD_CURRENCIES = List.of("eur", "\u20AC", "US Dollar", "XXX", "E U R");
    private static final List<String> COUNTRIES = List.of("DE", "FR", "NL", "AT", "US", "GB", "BR");
    private static final List<String> GIVEN =
            List.of("Ana", "Ben", "Chloe", "Dilip", "Eva", "Farid", "Greta", "Hiro", "Ines", "Jon", "Kofi", "Lucia");
    private static final List<String> FAMILY =
            List.of("Abel", "Bauer", "Costa", "Dubois", "Eriksen", "Fuchs", "Garcia", "Hahn", "Ito", "Jansen");
    private static final List<String> SAID = List.of(
            "Customer: Approvals used to take days, and it saved us two weeks in the last quarter.",
            "Customer: We would love an audit log that we can download.",
            "Customer: Honestly, it has not saved us any time so far.",
            "Us: Other customers cut their costs by 40 %.",
            "Customer: Let us talk about the training in March.",
            "Customer: Could you do 15 % off if we add fifty seats?",
            "Customer: We are looking at other vendors, to be fair.",
            "[crosstalk] \u202E\u202E ... inaudible ... <i>laughs</i>",
            "Customer: Please send us our data once the pilot is over.");

    private final String tenant;
    private final String prefix;
    private final LocalDate today;
    private final List<String> owners;
    private final Seeded seeded;

    final DemoTable accounts =
            new DemoTable("account", "id", "tenant", "name", "owner", "tier", "country", "legal_hold", "merged_into");
    final DemoTable contacts = new DemoTable("contact", "id", "tenant", "account_id", "name", "email", "may_contact");
    final DemoTable opportunities = new DemoTable(
            "opportunity",
            "id",
            "tenant",
            "account_id",
            "name",
            "owner",
            "stage",
            "amount",
            "currency",
            "opened_on",
            "closes_on",
            "discount_percent");
    final DemoTable meetings = new DemoTable(
            "meeting",
            "id",
            "tenant",
            "account_id",
            "opportunity_id",
            "title",
            "held_at",
            "external",
            "attendees",
            "transcript");
    final DemoTable cases =
            new DemoTable("support_case", "id", "tenant", "account_id", "subject", "severity", "status", "opened_at");

    private DemoData(String tenant, long seed, LocalDate today, List<String> owners) {
        this.tenant = tenant;
        this.prefix = tenant.substring(0, 1).toLowerCase(Locale.ROOT);
        this.today = today;
        this.owners = owners;
        this.seeded = new Seeded(seed);
    }

    static DemoData of(String tenant, long seed, LocalDate today, List<String> owners) {
        DemoData data = new DemoData(tenant, seed, today, owners);
        data.fill();
        return data;
    }

    List<DemoTable> tables() {
        return List.of(accounts, contacts, opportunities, meetings, cases);
    }

    /** Returns the key of a customer of the story. */
    static String featured(String tenant, String name) {
        return account(tenant.substring(0, 1), FEATURED.indexOf(name));
    }

    private static String account(String prefix, int number) {
        return String.format(Locale.ROOT, "acc-%s-%04d", prefix, number + 1);
    }

    private String key(String kind, int number) {
        return String.format(Locale.ROOT, "%s-%s-%05d", kind, prefix, number + 1);
    }

    private void fill() {
        for (int i = 0; i < ACCOUNTS; i++) {
            account(i);
        }
        for (int i = 0; i < OPPORTUNITIES; i++) {
            // Each customer of the story has a sale, of a size that is known.
            boolean featured = i < FEATURED.size();
            opportunity(i, featured ? i : seeded.below(ACCOUNTS), featured);
        }
        for (int i = 0; i < MEETINGS; i++) {
            meeting(i);
        }
        for (int i = 0; i < CASES; i++) {
            complaint(i);
        }
    }

    private void account(int number) {
        String id = account(prefix, number);
        boolean featured = number < FEATURED.size();
        String tier = featured ? "silver" : seeded.of(List.of("standard", "standard", "standard", "silver", "gold"));
        @Nullable String country = featured ? "DE" : seeded.oneIn(12) ? null : seeded.of(COUNTRIES);
        accounts.add(id, tenant, accountName(number), owner(), tier, country, !featured && seeded.oneIn(60), null);
        int people = featured ? 2 : seeded.below(4);
        for (int i = 0; i < people; i++) {
            contact(id, number * 4 + i, featured);
        }
    }

    private String accountName(int number) {
        if (number < FEATURED.size()) {
            return FEATURED.get(number);
        }
        if (number < FEATURED.size() + DIRTY.size()) {
            return DIRTY.get(number - FEATURED.size());
        }
        if (number % 4 == 0 && number > 50) {
            return misspelt(String.valueOf(accounts.rows().get(number - 1 - seeded.below(20))[2]));
        }
        // The number keeps names apart that are not meant to be duplicates.
        return seeded.of(FIRST) + seeded.of(SECOND) + " " + seeded.of(TRADE) + " " + number + seeded.of(FORM);
    }

    private String misspelt(String name) {
        return switch (seeded.below(4)) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> name.replace(" ", "  ");
            case 2 -> name.replaceAll(" (GmbH|Inc|Ltd|AG|LLC)$", "") + ", Inc.";
            default -> name;
        };
    }

    private void contact(String account, int number, boolean clean) {
        String given = seeded.of(GIVEN);
        String family = seeded.of(FAMILY);
        String address = (given + "." + family + "@customer-" + number + ".example").toLowerCase(Locale.ROOT);
        @Nullable
        String email = clean
                ? account.equals(featured(tenant, "Zenith Ceramics")) ? address.replace("@", " at ") : address
                : switch (seeded.below(10)) {
                    case 0 -> null;
                    case 1 -> address.replace("@", " at ");
                    case 2 -> address.toUpperCase(Locale.ROOT);
                    default -> address;
                };
        contacts.add(key("con", number), tenant, account, given + " " + family, email, clean || !seeded.oneIn(5));
    }

    private void opportunity(int number, int account, boolean featured) {
        @Nullable
        BigDecimal amount = featured
                ? BigDecimal.valueOf(20_000L * (number + 1), 0).setScale(2)
                : seeded.oneIn(20)
                        ? null
                        : BigDecimal.valueOf(seeded.oneIn(97) ? -50_000L : seeded.below(12_000_000), 2);
        LocalDate opened = today.minusDays(seeded.below(700));
        @Nullable
        LocalDate closes = seeded.oneIn(15)
                ? null
                : seeded.oneIn(23) ? opened.minusDays(40) : opened.plusDays(20L + seeded.below(300));
        @Nullable
        String currency = featured
                ? "EUR"
                : seeded.oneIn(25) ? null : seeded.oneIn(15) ? seeded.of(ODD_CURRENCIES) : seeded.of(CURRENCIES);
        opportunities.add(
                key("opp", number),
                tenant,
                account(prefix, account),
                seeded.of(TRADE) + " "
                        + seeded.of(List.of("renewal", "pilot", "seats", "rollout", "\"phase 2\"", "<new>")),
                owner(),
                featured ? "Proposal" : seeded.oneIn(15) ? seeded.of(ODD_STAGES) : seeded.of(STAGES),
                amount,
                currency,
                java.sql.Date.valueOf(opened),
                Optional.ofNullable(closes).map(java.sql.Date::valueOf).orElse(null),
                0);
    }

    /** Conversations of before the agents were there: nothing follows from them. */
    private void meeting(int number) {
        StringBuilder said = new StringBuilder();
        for (int line = seeded.below(8); line >= 0; line--) {
            said.append(seeded.of(SAID)).append('\n');
        }
        meetings.add(
                key("mtg", number),
                tenant,
                account(prefix, seeded.below(ACCOUNTS)),
                null,
                seeded.of(List.of("Quarterly review", "Kick-off", "Demo", "Call", "Re: Re: Fwd: call?")),
                at(today.minusDays(20L + seeded.below(300))),
                !seeded.oneIn(6),
                seeded.of(GIVEN) + "\n" + seeded.of(GIVEN),
                said.toString());
    }

    private void complaint(int number) {
        // Customers of the story have nothing that is escalated, or they could not be a reference.
        int account = FEATURED.size() + seeded.below(ACCOUNTS - FEATURED.size());
        cases.add(
                key("cas", number),
                tenant,
                account(prefix, account),
                seeded.of(List.of(
                        "Cannot sign in", "Invoice is wrong", "Slow since Monday", "export???", "URGENT!!!", "")),
                seeded.of(List.of("minor", "minor", "major", "escalated")),
                seeded.oneIn(3) ? "open" : "closed",
                at(today.minusDays(seeded.below(400))));
    }

    private @Nullable String owner() {
        return seeded.oneIn(9) ? null : seeded.oneIn(30) ? "left-the-company" : seeded.of(owners);
    }

    private Timestamp at(LocalDate day) {
        return Timestamp.from(day.atTime(LocalTime.of(8 + seeded.below(9), seeded.below(4) * 15))
                .toInstant(ZoneOffset.UTC));
    }
}
