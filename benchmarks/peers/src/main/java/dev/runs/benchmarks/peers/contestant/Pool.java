package dev.runs.benchmarks.peers.contestant;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** The connections that every contestant gets: the same pool of the same size. */
public final class Pool {
    /** How many connections; more than there are threads. */
    public static final int SIZE = 10;

    private Pool() {}

    /** Opens a pool on a database. */
    public static HikariDataSource open(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(SIZE);
        return new HikariDataSource(config);
    }
}
