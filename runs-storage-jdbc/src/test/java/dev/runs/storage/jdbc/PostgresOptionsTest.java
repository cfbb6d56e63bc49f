package dev.runs.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresOptionsTest {
    @Test
    void defaults_change_nothing_in_the_database() {
        assertThat(PostgresOptions.defaults())
                .isEqualTo(new PostgresOptions(Optional.empty(), "runs_", SchemaMode.VALIDATE, false));
    }

    @Test
    void methods_change_one_option_each() {
        assertThat(PostgresOptions.defaults()
                        .schema("Governed")
                        .prefix("")
                        .schemaMode(SchemaMode.NONE)
                        .rowLevelSecurity(true))
                .isEqualTo(new PostgresOptions(Optional.of("Governed"), "", SchemaMode.NONE, true));
    }

    @Test
    void names_that_could_be_code_are_refused() {
        PostgresOptions options = PostgresOptions.defaults();
        assertThatThrownBy(() -> options.schema("a\"; DROP TABLE x; --"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "schema is 'a\"; DROP TABLE x; --'; it must be 1 to 63 letters, digits and underscores, and not"
                                + " begin with a digit");
        assertThatThrownBy(() -> options.prefix("Runs_"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "prefix is 'Runs_'; it must be at most 30 small letters, digits and underscores, and not begin"
                                + " with a digit");
    }
}
