package dev.runs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/** The commands of the guide for rule authors do what it says. */
class GuideTest {
    private static final Path ROOT = Path.of("..");

    @TempDir
    private Path temp;

    @Test
    void commandsOnTheSample_work() throws IOException {
        Matcher command =
                Pattern.compile("(?m)^\\$ runs (\\w+) (samples/governance.*)$").matcher(guide());
        List<String> commands = new ArrayList<>();
        while (command.find()) {
            commands.add(command.group(1));
            List<String> arguments = new ArrayList<>(List.of(command.group(1)));
            Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(command.group(2));
            while (word.find()) {
                String plain = word.group(1) == null ? word.group(2) : word.group(1);
                arguments.add(plain.startsWith("samples/") ? ROOT.resolve(plain).toString() : plain);
            }
            StringWriter out = new StringWriter();
            assertThat(run(out, arguments)).as(out.toString()).isZero();
        }
        assertThat(commands).containsExactly("test", "explain", "test");
    }

    @Test
    void casesOfTheGuide_pass() throws IOException {
        Matcher cases =
                Pattern.compile("```yaml\n(defaults:.*?)```", Pattern.DOTALL).matcher(guide());
        assertThat(cases.find()).isTrue();
        for (String file : List.of("pack.yaml", "roles.yaml", "vocabulary.yaml", "discounts.drl")) {
            String text = Files.readString(ROOT.resolve("samples/governance").resolve(file));
            // Levels are given to rules of other files as well.
            Files.writeString(temp.resolve(file), text.replaceAll("(?m)^  (OUT|CTR|EXP|CRM|ADV)-.*\n", ""));
        }
        Files.writeString(temp.resolve("guide.cases.yaml"), cases.group(1));
        StringWriter out = new StringWriter();
        assertThat(run(out, List.of("test", temp.toString())))
                .as(out.toString())
                .isZero();
    }

    private static String guide() throws IOException {
        return Files.readString(ROOT.resolve("docs/guide/rules.md"));
    }

    private static int run(StringWriter out, List<String> arguments) {
        PrintWriter writer = new PrintWriter(out);
        return RunsCli.run(writer, writer, Ansi.OFF, arguments.toArray(new String[0]));
    }
}
