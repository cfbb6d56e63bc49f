package dev.runs.kit;

import dev.runs.run.RunEvent;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of events that there are. */
public final class EventKinds {
    private EventKinds() {}

    /** Returns the classes of all of them. */
    public static Set<Class<?>> all() {
        return kinds(RunEvent.class).collect(Collectors.toSet());
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventKinds::kinds)
                : Stream.of(type);
    }
}
