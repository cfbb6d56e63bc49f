/** Configures Runs in a Spring Boot host. */
@NullMarked
package dev.runs.spring.boot;

import org.jspecify.annotations.NullMarked;
