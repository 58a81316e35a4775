package org.isoflop.bench.nist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.isoflop.bench.nist.NistSet.Certified;
import org.isoflop.runs.Column;
import org.isoflop.runs.Origin;
import org.isoflop.runs.Runs;

/** A file as NIST distributes it: 60 lines about the set, then the observations, the response first. */
final class NistFile {
    private static final int ABOUT = 60;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern PARAMETER = Pattern.compile("\\s*(b\\d+)\\s*=((?:\\s+[-+.\\dEe]+){4})\\s*");
    private static final Pattern SUM_OF_SQUARES = Pattern.compile("Residual Sum of Squares:\\s+(\\S+)\\s*");
    private static final Pattern DEVIATION = Pattern.compile("Residual Standard Deviation:\\s+(\\S+)\\s*");
    private static final Pattern DIFFICULTY = Pattern.compile("\\s*(\\w+) Level of Difficulty\\s*");

    private NistFile() {}

    static NistSet read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            String name = file.getFileName().toString().replace(".dat", "");
            List<String> about = lines.subList(0, ABOUT);
            return new NistSet(
                    name,
                    one(about, DIFFICULTY),
                    formula(about),
                    observations(name, lines.subList(ABOUT, lines.size())),
                    about.stream()
                            .map(PARAMETER::matcher)
                            .filter(Matcher::matches)
                            .map(NistFile::parameter)
                            .toList(),
                    Double.parseDouble(one(about, SUM_OF_SQUARES)),
                    Double.parseDouble(one(about, DEVIATION)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String one(List<String> lines, Pattern pattern) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    /** The model's lines up to its error, from {@code y = b1*(1-exp[-b2*x]) + e}. */
    private static String formula(List<String> about) {
        return about.stream()
                .dropWhile(line -> !line.startsWith("Model:"))
                .dropWhile(line -> !line.strip().startsWith("y =")
                        && !line.strip().startsWith("y  =")
                        && !line.strip().startsWith("log[y]"))
                .takeWhile(line -> !line.contains("Starting"))
                .map(String::strip)
                .collect(Collectors.joining(" "))
                .replaceAll("\\+\\s*e\\s*$", "")
                .replace("**", "^")
                .replace('[', '(')
                .replace(']', ')')
                .strip();
    }

    private static Certified parameter(Matcher line) {
        double[] numbers = numbers(line.group(2));
        return new Certified(line.group(1), numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static double[] numbers(String line) {
        return BLANKS.splitAsStream(line.strip())
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static Runs observations(String name, List<String> lines) {
        List<double[]> rows = lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("Data:"))
                .map(NistFile::numbers)
                .toList();
        int predictors = rows.getFirst().length - 1;
        var columns = new ArrayList<Column>();
        for (int c = 0; c <= predictors; c++) {
            int column = c;
            String called = c == 0 ? "y" : predictors == 1 ? "x" : "x" + c;
            columns.add(new Column.Numbers(
                    called, rows.stream().mapToDouble(row -> row[column]).toArray()));
        }
        return Runs.of(columns, Origin.of(name));
    }
}
