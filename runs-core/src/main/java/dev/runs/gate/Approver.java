package dev.runs.gate;

import java.util.Objects;

/**
 * Who is asked. Roles and persons are asked as they stand; the other kinds stand for persons who are looked up when the stage is
 * offered, so that a change of owner or manager before that moment counts. Immutable; ordered by {@link #key}.
 *
 * @since 0.1.0
 */
public sealed interface Approver extends Comparable<Approver> {
    /** Returns the approver as one word, the same for equal approvers: a role's name, {@code @ana}, {@code =run.owner}. */
    String key();

    /** Returns the approver as people read it. */
    String words();

    @Override
    default int compareTo(Approver other) {
        return key().compareTo(other.key());
    }

    /**
     * Whoever holds a role.
     *
     * @param name the role, in the words of the host's directory
     * @since 0.1.0
     */
    record Role(String name) implements Approver {
        /** Checks that the name is one: it cannot be taken for a person or a field. */
        public Role {
            if (name.isBlank() || "@=^".indexOf(name.charAt(0)) >= 0) {
                throw new IllegalArgumentException(
                        "'" + name + "' is no name of a role: it is blank or begins with @, = or ^");
            }
        }

        @Override
        public String key() {
            return name;
        }

        @Override
        public String words() {
            return name;
        }
    }

    /**
     * One person.
     *
     * @param id the host's key for the person
     * @since 0.1.0
     */
    record Person(String id) implements Approver {
        /** Checks that there is an id. */
        public Person {
            if (id.isBlank()) {
                throw new IllegalArgumentException("a person who is asked needs an id");
            }
        }

        @Override
        public String key() {
            return "@" + id;
        }

        @Override
        public String words() {
            return id;
        }
    }

    /**
     * The person or persons whom a field names: {@code run.owner}, {@code run.requester}, a field of the payload
     * ({@code payload.reviewer}), or one of a record that the host adds ({@code Account.owner}).
     *
     * @param path the field
     * @since 0.1.0
     */
    record Field(String path) implements Approver {
        /** Checks that it is a field of something. */
        public Field {
            if (path.indexOf('.') < 1 || path.endsWith(".")) {
                throw new IllegalArgumentException(
                        "'" + path + "' is no field: it is written like run.owner or Account.owner");
            }
        }

        @Override
        public String key() {
            return "=" + path;
        }

        @Override
        public String words() {
            return path;
        }
    }

    /**
     * Somebody in the chain of managers above a person.
     *
     * @param of the person, or the field that names them
     * @param levels how far up: 1 for the manager, 2 for the manager's manager; at most {@value #MAX_LEVELS}
     * @since 0.1.0
     */
    record Manager(Approver of, int levels) implements Approver {
        /** How far up the chain can be followed. */
        public static final int MAX_LEVELS = 9;

        /** Checks that there is a person below. */
        public Manager {
            Objects.requireNonNull(of);
            if (!(of instanceof Person) && !(of instanceof Field)) {
                throw new IllegalArgumentException("only a person has a manager, and " + of.words() + " is none");
            }
            if (levels < 1 || levels > MAX_LEVELS) {
                throw new IllegalArgumentException(
                        levels + " levels of managers; it must be between 1 and " + MAX_LEVELS);
            }
        }

        @Override
        public String key() {
            return "^" + levels + of.key();
        }

        @Override
        public String words() {
            return "manager's ".repeat(levels - 1) + "manager of " + of.words();
        }
    }

    /**
     * Returns the approver of a key.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Approver of(String key) {
        if (key.startsWith("@")) {
            return new Person(key.substring(1));
        } else if (key.startsWith("=")) {
            return new Field(key.substring(1));
        } else if (key.startsWith("^") && key.length() > 2) {
            return new Manager(of(key.substring(2)), Character.digit(key.charAt(1), 10));
        }
        return new Role(key);
    }

    /** Returns a key as people read it. */
    static String words(String key) {
        return key.startsWith("@") ? key.substring(1) : of(key).words();
    }

    /** Returns the key of a person. */
    static String person(String id) {
        return "@" + id;
    }

    /** Returns whether a key names one person. */
    static boolean isPerson(String key) {
        return key.startsWith("@");
    }
}
