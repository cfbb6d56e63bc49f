/** The contract of the storage SPI as tests, to be run by whoever implements a store. */
@NullMarked
package dev.runs.storage.tck;

import org.jspecify.annotations.NullMarked;
