package host;

import java.util.List;

/** A host's program: finds each artifact on its class path, as a jar. */
public final class Embed {

    private Embed() {}

    public static void main(String[] args) throws ClassNotFoundException {
        for (String type : List.of(
                "dev.runs.storage.package-info",
                "dev.runs.package-info",
                "dev.runs.rules.package-info",
                "dev.runs.storage.jdbc.package-info",
                "org.sqlite.JDBC",
                "org.drools.model.codegen.ExecutableModelProject")) {
            Class<?> found = Class.forName(type, false, Embed.class.getClassLoader());
            String place = found.getProtectionDomain().getCodeSource().getLocation().toString();
            if (!place.endsWith(".jar")) {
                throw new IllegalStateException(type + " comes from " + place + ", not from a jar");
            }
            System.out.println(type + " from " + place.substring(place.lastIndexOf('/') + 1));
        }
    }
}
