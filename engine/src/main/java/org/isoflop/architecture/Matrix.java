package org.isoflop.architecture;

/**
 * Matrices of one kind.
 *
 * @param name what it is for
 * @param rows numbers that go in
 * @param columns numbers that come out
 * @param copies how many there are
 */
public record Matrix(String name, long rows, long columns, long copies) {
    /** Weights of all copies. */
    public long weights() {
        return rows * columns * copies;
    }

    /** The same kind so many times as often. */
    Matrix times(long factor) {
        return new Matrix(name, rows, columns, copies * factor);
    }
}
