/** What happened, told after the commit: live subscriptions, named durable readers, and how far each is. */
@NullMarked
package dev.runs.feed;

import org.jspecify.annotations.NullMarked;
