package dev.runs.benchmarks.report;

import java.util.Map;

/**
 * One benchmark with all its parameters, and where its figure belongs.
 *
 * @param group see {@link Figure}
 * @param work see {@link Figure}
 * @param variant see {@link Figure}
 * @param size see {@link Figure}
 * @param benchmark the name of class and method, without the package that all have
 * @param parameters what JMH is told
 * @param effort how long it may take
 */
record Entry(
        String group,
        String work,
        String variant,
        long size,
        String benchmark,
        Map<String, String> parameters,
        Effort effort) {

    /** How often something is measured. */
    enum Effort {
        /** By the clock, warm: iterations of a tenth of a second after a second. */
        WARM,
        /** The same after three seconds, for what the compiler needs that long to know. */
        WARM_LONG,
        /** The same after ten seconds, for what runs through so much code that three are not enough. */
        SETTLED,
        /** The same for what takes so long that few operations fit into a second. */
        SLOW,
        /** As often as the benchmark itself says, in one process. */
        COUNTED,
        /** The same less often, for what takes long. */
        COUNTED_FEW,
        /** Once in each of several new processes. */
        FIRST,
        /** The same for what takes half a minute. */
        FIRST_OF_FEW
    }
}
