package dev.runs.run;

import dev.runs.content.Digest;

/**
 * Which payload a step has: where its content is and what its digest is.
 *
 * @param content the id of the content
 * @param digest the salted digest; what is approved and what is executed are compared by it
 * @param editor who gave the payload last
 * @since 0.1.0
 */
public record PayloadRef(String content, Digest digest, ActorRef editor) {}
