/** Who is asking: sign-in with OpenID Connect, the server that does it for the demonstration, and what a web session may do. */
@NullMarked
package dev.runs.samples.crm.signin;

import org.jspecify.annotations.NullMarked;
