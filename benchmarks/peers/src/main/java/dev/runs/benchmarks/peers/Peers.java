package dev.runs.benchmarks.peers;

import dev.runs.benchmarks.peers.contestant.Contestant;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Measures all contestants one after the other and prints one table. */
public final class Peers {
    private static final String USAGE = """
            usage: peers [--long] [--json FILE] [--postgres URL] [--only NAME,NAME...]
              --long          measures for an hour instead of minutes
              --tiny          shows that everything works; its figures say nothing
              --json FILE     writes every round to a file
              --postgres URL  uses a server that runs, instead of one of its own; its user must be allowed to make databases
              --only NAMES    measures only some:""";

    private Effort effort = Effort.SHORT;
    private Optional<Path> json = Optional.empty();
    private Optional<String> postgres = Optional.empty();
    private Optional<Set<Contestant>> only = Optional.empty();

    private Peers() {}

    /** Measures; see the usage. */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        Peers peers = new Peers();
        try {
            peers.read(List.of(args).iterator());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE + " " + List.of(Contestant.values()));
            System.exit(2);
        }
        Libraries libraries = Libraries.beside();
        Report report;
        try (Server server = peers.server(libraries)) {
            report = measure(server, libraries, peers.effort, peers.only.orElseGet(() -> contestants(peers.effort)));
        }
        report.print(System.out);
        if (peers.json.isPresent()) {
            report.write(peers.json.get());
        }
        System.exit(report.contestants().stream().allMatch(Measured::complete) ? 0 : 1);
    }

    private void read(Iterator<String> args) {
        while (args.hasNext()) {
            String option = args.next();
            switch (option) {
                case "--long" -> effort = Effort.LONG;
                case "--tiny" -> effort = Effort.TINY;
                case "--json" -> json = Optional.of(Path.of(value(option, args)));
                case "--postgres" -> postgres = Optional.of(value(option, args));
                case "--only" -> only = Optional.of(named(value(option, args)));
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
    }

    /** Returns those for whom there is time. */
    static Set<Contestant> contestants(Effort effort) {
        Set<Contestant> all = EnumSet.allOf(Contestant.class);
        all.removeIf(contestant -> effort == Effort.SHORT && !contestant.inShort());
        return all;
    }

    private static String value(String option, Iterator<String> args) {
        if (!args.hasNext()) {
            throw new IllegalArgumentException(option + " has no value");
        }
        return args.next();
    }

    private static Set<Contestant> named(String names) {
        Set<Contestant> found = EnumSet.noneOf(Contestant.class);
        for (String name : names.split(",", -1)) {
            found.add(Contestant.valueOf(name.trim().toUpperCase(Locale.ROOT)));
        }
        return found;
    }

    private Server server(Libraries libraries) throws IOException {
        return postgres.isPresent()
                ? Server.at(postgres.get())
                : Server.start(libraries.target().resolve("postgres"));
    }

    static Report measure(Server server, Libraries libraries, Effort effort, Set<Contestant> contestants)
            throws IOException, InterruptedException, SQLException {
        Machine machine = Machine.here(libraries.target());
        Children children = new Children(server, libraries, effort);
        List<Measured> measured = new ArrayList<>();
        long begin = System.nanoTime();
        for (Contestant contestant : contestants) {
            System.err.print(contestant.label() + " ... ");
            Measured found = children.measure(contestant);
            System.err.printf(
                    Locale.ROOT,
                    "%.0f decisions/s, %.2f of plain JDBC%n",
                    found.figures().median("decisions.1").orElse(Double.NaN),
                    Figures.median(found.figures().ratios("decisions.1")).orElse(Double.NaN));
            measured.add(found);
        }
        return new Report(
                machine,
                server.version(),
                server.settings(),
                effort,
                libraries.driverAndPool(),
                measured,
                Duration.ofNanos(System.nanoTime() - begin));
    }
}
