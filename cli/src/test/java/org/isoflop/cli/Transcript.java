package org.isoflop.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.isoflop.runs.Magnitude;

/**
 * Commands and what they print, as a text that people read.
 *
 * <p>A line that begins with {@code $} is a command; below it stand its answer, with {@code !} in front what it says on
 * standard error, and its exit code unless that is 0. Paths begin with {@code ./} and mean the folder in which the
 * transcript runs. Of the numbers in JSON five digits count, so that a change of the engine in the last bits does not
 * matter here.
 *
 * @param folder with the files that the commands read
 */
record Transcript(Path folder) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final Pattern DIGITS = Pattern.compile("-?\\d+\\.\\d+(?:[eE][-+]?\\d+)?");
    private static final int SIGNIFICANT = 5;

    /** The transcript with all commands run again. */
    String replayed(String transcript) {
        var text = new StringBuilder();
        String before = "";
        for (String line : transcript.lines().toList()) {
            // What a command prints may begin like a heading, but comes right behind another line.
            if (line.startsWith("#") && before.isEmpty()) {
                text.append(line).append("\n\n");
            } else if (line.startsWith("$ isoflop")) {
                text.append(line)
                        .append('\n')
                        .append(answer(words(line.substring("$ isoflop".length()))))
                        .append('\n');
            }
            before = line;
        }
        return text.toString().stripTrailing() + "\n";
    }

    private String answer(List<String> words) {
        Cli call = Cli.run(words.stream().map(this::inFolder).toArray(String[]::new));
        String err = call.err()
                .lines()
                .map(line -> ("! " + line).stripTrailing() + "\n")
                .collect(Collectors.joining());
        String code = call.code() == 0 ? "" : "[exit " + call.code() + "]\n";
        String out = call.out().startsWith("{") ? rounded(call.out()) : call.out();
        return (out + err + code)
                .replace(folder + "/", "./")
                .replace(folder.toString(), ".")
                .replace(Version.current(), "VERSION");
    }

    private String inFolder(String word) {
        return word.replace("./", folder + "/");
    }

    /** Splits as a shell does, as far as quotes go. */
    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        WORD.matcher(line)
                .results()
                .forEach(match -> words.add(
                        match.group(1) != null
                                ? match.group(1)
                                : match.group(2) != null ? match.group(2) : match.group(3)));
        return words;
    }

    /** What may change from one version of the engine to the next without anybody minding. */
    private static String rounded(String json) {
        String text = DIGITS.matcher(json).replaceAll(match -> shortened(match.group()));
        return text.replaceAll("(\"evaluations\" : )\\d+", "$1…").replaceAll("gradient [^\"]*", "gradient …");
    }

    private static String shortened(String number) {
        var rounded = new BigDecimal(number).round(new MathContext(SIGNIFICANT));
        return Magnitude.exact(rounded.doubleValue());
    }

    /** Puts all files of a folder into this one. */
    void fill(Path from) throws IOException {
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }
}
