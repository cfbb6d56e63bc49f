package dev.runs.spring.boot;

import dev.runs.storage.jdbc.SchemaMode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties that begin with {@code runs}.
 *
 * @param permitValidity how long a permit holds before people are asked again
 * @param cachedSteps how many steps the open runs that were used last may have together to be kept in memory; 0 keeps none
 * @param store where runs are kept
 * @param rules which rules decide
 * @param worker where and when handlers run
 * @param security who is who, in a host with Spring Security and one tenant
 * @param web the JSON API
 * @since 0.1.0
 */
@ConfigurationProperties("runs")
public record RunsProperties(
        @DefaultValue("30d") Duration permitValidity,
        @DefaultValue("20000") int cachedSteps,
        @DefaultValue Store store,
        @DefaultValue Rules rules,
        @DefaultValue Worker worker,
        @DefaultValue Security security,
        @DefaultValue Web web) {

    /**
     * Where runs are kept.
     *
     * @param schema the database schema that has the tables; that of the connection if nothing is said; for PostgreSQL
     * @param prefix what the names of the tables begin with; for PostgreSQL
     * @param schemaMode whether the start looks at the tables, puts them in place, or does neither; for PostgreSQL: elsewhere they
     *     are put in place
     * @param rowLevelSecurity whether the database itself, too, keeps the rows of tenants apart; for PostgreSQL
     */
    public record Store(
            @Nullable String schema,
            @DefaultValue("runs_") String prefix,
            @DefaultValue("validate") SchemaMode schemaMode,
            @DefaultValue("false") boolean rowLevelSecurity) {}

    /**
     * Which rules decide.
     *
     * @param location the folder of the rule pack, such as classpath:governance or file:/etc/crm/governance; or a jar or zip
     * @param tenants the folders of tenants' own packs, which tighten that one, by tenant
     * @param reload how long to rest between two looks whether the folders have changed; without it they are read once
     * @param checksums whether a changed folder is taken only with a pack.sha256 that all of its files agree with
     * @param askAlways the role that is asked about every external or risky step, in a host without a rule pack
     */
    public record Rules(
            @Nullable String location,
            @DefaultValue Map<String, String> tenants,
            @Nullable Duration reload,
            @DefaultValue("false") boolean checksums,
            @Nullable String askAlways) {}

    /**
     * Where and when handlers run.
     *
     * @param enabled whether handlers run in this process, on a thread of the library
     * @param lease after how long without a sign of life a worker counts as gone
     * @param pollEvery how long the poller rests at most between two looks
     * @param shutdownTimeout how long a handler that is at work may take to finish when the application stops
     */
    public record Worker(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("60s") Duration lease,
            @DefaultValue("1s") Duration pollEvery,
            @DefaultValue("10s") Duration shutdownTimeout) {}

    /**
     * Who is who, in a host with Spring Security and one tenant.
     *
     * @param tenant the one tenant; people are then known by their user names, unless the host has beans of its own
     * @param agents the ids of the host's agents, which may start runs and never decide
     */
    public record Security(
            @Nullable String tenant, @DefaultValue Set<String> agents) {}

    /**
     * The JSON API.
     *
     * @param path below which path it is served, such as /api/runs; without it, it is not
     */
    public record Web(@Nullable String path) {}
}
