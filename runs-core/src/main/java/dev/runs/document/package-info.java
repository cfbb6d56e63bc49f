/** The words of a run as erasable content: titles, reasons of the gate, what handlers left, comments. */
@NullMarked
package dev.runs.document;

import org.jspecify.annotations.NullMarked;
