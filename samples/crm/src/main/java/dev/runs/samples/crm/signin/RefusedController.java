package dev.runs.samples.crm.signin;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where somebody gets whom the sign-in server knows, and the CRM does not let in. It does not say why: it may be anybody. */
@RestController
class RefusedController {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Not signed in</title>
            </head>
            <body>
            <main>
            <h1>You are not signed in</h1>
            <p>The sign-in did not succeed, or nobody has given you access to this CRM.
            Ask your administrator, or <a href="/">try again</a>.</p>
            </main>
            </body>
            </html>
            """;

    @GetMapping(path = WebSecurity.REFUSED, produces = MediaType.TEXT_HTML_VALUE)
    @ResponseStatus(HttpStatus.FORBIDDEN)
    String refused() {
        return PAGE;
    }
}
