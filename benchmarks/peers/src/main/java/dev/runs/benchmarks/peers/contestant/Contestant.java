package dev.runs.benchmarks.peers.contestant;

/** Who takes part. */
public enum Contestant {
    /** The baseline of all ratios. */
    JDBC_2("Plain JDBC, 2 statements", "plain", "postgresql"),
    /** The least that a durable decision can be. */
    JDBC_1("Plain JDBC, 1 statement", "plain", "postgresql"),
    /** Runs with a fixed gate. */
    RUNS("Runs", "runs", "runs-core"),
    /** Runs that reads a run for each decision. */
    RUNS_UNCACHED("Runs, no cache", "runs", "runs-core"),
    /** Runs with the rule pack of the samples. */
    RUNS_RULES("Runs with rules", "runs-rules", "runs-core"),
    /** Flowable, default history. */
    FLOWABLE("Flowable", "flowable", "flowable-engine"),
    /** Flowable, no history. */
    FLOWABLE_BARE("Flowable, no history", "flowable", "flowable-engine"),
    /** Camunda 7, default history. */
    CAMUNDA("Camunda 7", "camunda", "camunda-engine"),
    /** Camunda 7, no history. */
    CAMUNDA_BARE("Camunda 7, no history", "camunda", "camunda-engine"),
    /** DBOS Transact. */
    DBOS("DBOS Transact", "dbos", "transact"),
    /** Temporal's test server, in memory. */
    TEMPORAL("Temporal test server", "temporal", "temporal-testing");

    private final String label;
    private final String host;
    private final String artifact;

    Contestant(String label, String host, String artifact) {
        this.label = label;
        this.host = host;
        this.artifact = artifact;
    }

    /** Returns the name that people read. */
    public String label() {
        return label;
    }

    /** Returns the name of the project that declares what its host needs, in {@code hosts}. */
    public String host() {
        return host;
    }

    /** Returns the jar whose version is the contestant's. */
    public String artifact() {
        return artifact;
    }

    /** Returns whether what it acknowledged is still there after a crash. */
    public boolean durable() {
        return this != TEMPORAL;
    }

    /** Returns whether a short measurement has time for it. */
    public boolean inShort() {
        return this != RUNS_UNCACHED && this != FLOWABLE_BARE && this != CAMUNDA_BARE;
    }

    /** Returns whether it is another with a setting changed, whose jars and start are the same. */
    public boolean variant() {
        return this == FLOWABLE_BARE || this == CAMUNDA_BARE || this == JDBC_1;
    }

    /**
     * Opens the engine in this process. Its tables are made where they are missing.
     *
     * @param url of a PostgreSQL database of its own
     * @throws Exception whatever the engine throws
     */
    public Peer open(String url) throws Exception {
        // A process has one of the engines only; the classes of the others are never looked for.
        return switch (this) {
            case JDBC_2 -> JdbcPeer.withTwoStatements(url);
            case JDBC_1 -> JdbcPeer.withOneStatement(url);
            case RUNS -> RunsPeer.withoutRules(url);
            case RUNS_UNCACHED -> RunsPeer.withoutCache(url);
            case RUNS_RULES -> RunsPeer.withRules(url);
            case FLOWABLE -> FlowablePeer.asItComes(url);
            case FLOWABLE_BARE -> FlowablePeer.withoutHistory(url);
            case CAMUNDA -> CamundaPeer.asItComes(url);
            case CAMUNDA_BARE -> CamundaPeer.withoutHistory(url);
            case DBOS -> new DbosPeer(url);
            case TEMPORAL -> new TemporalPeer();
        };
    }
}
