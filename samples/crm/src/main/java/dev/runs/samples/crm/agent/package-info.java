/** Simulated agents: they read transcripts by plain rules and start runs. */
@NullMarked
package dev.runs.samples.crm.agent;

import org.jspecify.annotations.NullMarked;
