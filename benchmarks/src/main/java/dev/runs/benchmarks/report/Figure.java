package dev.runs.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one thing. Figures with the same group and work are compared with the first of them.
 *
 * @param group what kind of work, such as {@code evaluator}
 * @param work the work, such as {@code layered, 10,000 steps, 1 affected}
 * @param variant who did it, or how large it was
 * @param size how large it was, for charts; 0 where there is no such number
 * @param unit the unit of the next three
 * @param median the median sample
 * @param low the lowest sample
 * @param high the highest sample
 * @param samples how many samples there are
 * @param bytes how many bytes one operation allocated, of all threads; null if it was not measured
 * @param ratio the median as a multiple of what it is compared with, where that was measured beside it; null where it is
 *     compared with the first figure of its group and work
 * @param note what a reader must know; null if there is nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Figure(
        String group,
        String work,
        String variant,
        long size,
        String unit,
        double median,
        double low,
        double high,
        int samples,
        @Nullable Double bytes,
        @Nullable Double ratio,
        @Nullable String note) {}
