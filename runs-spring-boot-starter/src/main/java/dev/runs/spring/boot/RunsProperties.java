package dev.runs.spring.boot;

import dev.runs.storage.jdbc.SchemaMode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties that begin with {@code runs}.
 *
 * @param permitValidity how long a permit holds before people are asked again
 * @param cachedSteps how many steps the open runs kept in memory may have together; 0 keeps none
 * @param store where runs are kept
 * @param rules which rules decide
 * @param worker where and when handlers run
 * @since 0.1.0
 */
@ConfigurationProperties("runs")
public record RunsProperties(
        @DefaultValue("30d") Duration permitValidity,
        @DefaultValue("20000") int cachedSteps,
        @DefaultValue Store store,
        @DefaultValue Rules rules,
        @DefaultValue Worker worker) {

    /**
     * Where runs are kept.
     *
     * @param schema the database schema that has the tables; that of the connection if nothing is said; PostgreSQL only
     * @param prefix what the names of the tables begin with; PostgreSQL only
     * @param schemaMode whether the start looks at the tables, puts them in place, or does neither; PostgreSQL only: elsewhere they
     *     are put in place
     * @param rowLevelSecurity whether the database itself, too, keeps the rows of tenants apart; PostgreSQL only
     */
    public record Store(
            @Nullable String schema,
            @DefaultValue("runs_") String prefix,
            @DefaultValue("validate") SchemaMode schemaMode,
            @DefaultValue("false") boolean rowLevelSecurity) {}

    /**
     * Which rules decide.
     *
     * @param location the folder of the rule pack, such as {@code classpath:governance} or {@code file:/etc/crm/governance}
     * @param tenants the folders of tenants' own packs, which tighten that one, by tenant
     * @param askAlways the role that is asked about every external or risky step; for hosts without a rule pack
     */
    public record Rules(
            @Nullable String location,
            @DefaultValue Map<String, String> tenants,
            @Nullable String askAlways) {}

    /**
     * Where and when handlers run.
     *
     * @param enabled whether handlers run in this process, on a thread of the library
     * @param lease after how long without a sign of life a worker counts as gone
     * @param pollEvery how long the poller rests at most between two looks
     */
    public record Worker(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("60s") Duration lease,
            @DefaultValue("1s") Duration pollEvery) {}
}
