/** The storage SPI in neutral words: what a store keeps for Runs and what it promises about it. */
@NullMarked
package dev.runs.storage;

import org.jspecify.annotations.NullMarked;
