package dev.runs.benchmarks.peers;

import dev.runs.benchmarks.peers.contestant.Contestant;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars that Maven found for each host; the build puts them beside this program. */
final class Libraries {
    /** What a host has anyway: the driver, the pool, what the pool brings, and where logs go. */
    private static final Set<String> HOSTS_OWN = Set.of("postgresql", "HikariCP", "checker-qual", "slf4j-nop");

    private final Path program;
    private final Path target;
    private final Path hosts;

    private Libraries(Path program) {
        this.program = program;
        this.target = program.resolveSibling(".").normalize();
        this.hosts = target.resolveSibling("hosts");
    }

    /** Finds them beside the jar or the classes of this program. */
    static Libraries beside() {
        try {
            Path program = Path.of(Libraries.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
            Libraries libraries = new Libraries(program);
            if (!Files.isDirectory(libraries.hosts.resolve("plain/target/lib"))) {
                throw new IllegalStateException("there are no libraries in " + libraries.hosts
                        + "; build with: mvn -Ppeers -pl benchmarks/peers -am package");
            }
            return libraries;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the folder of what this program writes. */
    Path target() {
        return target;
    }

    /** Returns the class path of a contestant's process. */
    String classPath(Contestant contestant) {
        Map<String, Path> jars = new LinkedHashMap<>();
        // What the engine brings comes first.
        Stream.of(contestant.host(), "plain")
                .flatMap(host -> jars(host).stream())
                .forEach(jar -> jars.putIfAbsent(artifact(jar), jar));
        List<Path> path = new ArrayList<>(List.of(program));
        path.addAll(jars.values());
        return path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the jars that a host gains with a contestant. */
    List<Path> gained(Contestant contestant) {
        return contestant.host().equals("plain")
                ? List.of()
                : jars(contestant.host()).stream()
                        .filter(jar -> !HOSTS_OWN.contains(artifact(jar)))
                        .toList();
    }

    /** Returns the driver, the pool and what they need. */
    List<Path> driverAndPool() {
        return jars("plain").stream()
                .filter(jar -> !artifact(jar).equals("slf4j-nop"))
                .toList();
    }

    static double megabytes(List<Path> jars) {
        return jars.stream().mapToLong(jar -> jar.toFile().length()).sum() / 1e6;
    }

    String version(Contestant contestant) {
        return jars(contestant.host()).stream()
                .filter(jar -> artifact(jar).equals(contestant.artifact()))
                .map(jar -> name(jar).substring(contestant.artifact().length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> jars(String host) {
        try (Stream<Path> files = Files.list(hosts.resolve(host).resolve("target/lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(Path jar) {
        return jar.getFileName().toString().replaceFirst("\\.jar$", "");
    }

    private static String artifact(Path jar) {
        return name(jar).replaceFirst("-[0-9].*$", "");
    }
}
