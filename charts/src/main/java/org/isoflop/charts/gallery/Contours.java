package org.isoflop.charts.gallery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isoflop.charts.Scale;

/**
 * Lines of equal value over a grid (marching squares): where the value is passed along the edges of the grid's cells, in
 * straight pieces that are joined to lines.
 *
 * @param x the scale from left to right, divided evenly into as many steps as the grid has columns
 * @param y the scale from below
 * @param values by column and row
 */
record Contours(Scale x, Scale y, double[][] values) {

    /** A line: the places along it. */
    record Path(double[] x, double[] y) {}

    /** A place on the edge from a grid point to its neighbour on the right, or above. */
    private record Edge(int column, int row, boolean up) {}

    /** The lines at a level, longest first. */
    List<Path> at(double level) {
        var next = new HashMap<Edge, List<Edge>>();
        for (int i = 0; i + 1 < values.length; i++) {
            for (int j = 0; j + 1 < values[0].length; j++) {
                join(i, j, level, next);
            }
        }
        var paths = new ArrayList<Path>();
        while (!next.isEmpty()) {
            // Open lines from their end, closed ones from anywhere.
            Edge start = next.entrySet().stream()
                    .filter(entry -> entry.getValue().size() == 1)
                    .map(Map.Entry::getKey)
                    .min(java.util.Comparator.comparingInt(Edge::column).thenComparingInt(Edge::row))
                    .orElseGet(() -> next.keySet().iterator().next());
            paths.add(path(start, level, next));
        }
        paths.sort(java.util.Comparator.comparingInt((Path path) -> path.x().length)
                .reversed());
        return paths;
    }

    private void join(int i, int j, double level, Map<Edge, List<Edge>> next) {
        Edge[] edges = {new Edge(i, j, false), new Edge(i + 1, j, true), new Edge(i, j + 1, false), new Edge(i, j, true)
        };
        var crossed = new ArrayList<Edge>();
        for (Edge edge : edges) {
            if (crosses(edge, level)) {
                crossed.add(edge);
            }
        }
        for (int k = 0; k + 1 < crossed.size(); k += 2) {
            next.computeIfAbsent(crossed.get(k), _ -> new ArrayList<>()).add(crossed.get(k + 1));
            next.computeIfAbsent(crossed.get(k + 1), _ -> new ArrayList<>()).add(crossed.get(k));
        }
    }

    private double from(Edge edge) {
        return values[edge.column()][edge.row()];
    }

    private double to(Edge edge) {
        return edge.up() ? values[edge.column()][edge.row() + 1] : values[edge.column() + 1][edge.row()];
    }

    private boolean crosses(Edge edge, double level) {
        double a = from(edge);
        double b = to(edge);
        return Double.isFinite(a) && Double.isFinite(b) && a < level != b < level;
    }

    private Path path(Edge start, double level, Map<Edge, List<Edge>> next) {
        Deque<Edge> edges = new ArrayDeque<>();
        Edge at = start;
        while (at != null) {
            edges.add(at);
            List<Edge> after = next.get(at);
            if (after == null || after.isEmpty()) {
                next.remove(at);
                break;
            }
            Edge to = after.removeFirst();
            if (after.isEmpty()) {
                next.remove(at);
            }
            List<Edge> back = next.get(to);
            if (back != null) {
                back.remove(at);
                if (back.isEmpty()) {
                    next.remove(to);
                    edges.add(to);
                    break;
                }
            }
            at = to;
        }
        double[] xs = edges.stream()
                .mapToDouble(edge -> x.at(share(edge, level, false)))
                .toArray();
        double[] ys = edges.stream()
                .mapToDouble(edge -> y.at(share(edge, level, true)))
                .toArray();
        return new Path(xs, ys);
    }

    /** Where along a scale the level is passed on an edge. */
    private double share(Edge edge, double level, boolean up) {
        double along = edge.up() == up ? (level - from(edge)) / (to(edge) - from(edge)) : 0;
        int steps = (up ? values[0].length : values.length) - 1;
        return ((up ? edge.row() : edge.column()) + along) / steps;
    }
}
