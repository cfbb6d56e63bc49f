package dev.runs.spring.boot;

/** The host's database is of a kind for which there is no store. */
final class UnknownDatabaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String product;

    UnknownDatabaseException(String product) {
        super("Runs cannot be kept in a database of " + product);
        this.product = product;
    }

    String product() {
        return product;
    }
}
