/** The pages: what people see and do in a browser. They show what the JSON API answers, and nothing else. */
@NullMarked
package dev.runs.samples.crm.page;

import org.jspecify.annotations.NullMarked;
