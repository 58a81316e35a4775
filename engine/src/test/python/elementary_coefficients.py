"""Computes the polynomials of Elementary.java.

Weighted least squares on Chebyshev points in 60 digits, reweighted by the error (Lawson's algorithm) until it is
nearly level, then rounding to doubles one coefficient at a time from the lowest power up, fitting the rest anew each
time. Needs Python with mpmath; prints each polynomial with the largest error that remains.
"""

from mpmath import atanh, cos, erf, erfc, exp, lu_solve, log, matrix, mp, mpf, pi, sqrt

mp.dps = 60
# No function of a double cares what happens nearer to zero than this, and the formulas below cancel there.
TINY = mpf(10) ** -12


def minimax(f, weight, powers, a, b, rounds=12):
    """Coefficients of x^p, p in powers, that make max |weight * (f - sum c_p x^p)| on [a, b] nearly least."""
    count = 6 * len(powers) + 6
    points = [(a + b) / 2 - (b - a) / 2 * cos(pi * (i + mpf(1) / 2) / count) for i in range(count)]
    basis = [[weight(x) * x**p for p in powers] for x in points]
    aims = [weight(x) * f(x) for x in points]
    trust = [mpf(1)] * count
    best = None
    for _ in range(rounds):
        rows = range(len(powers))
        normal = matrix([[sum(t * r[i] * r[j] for t, r in zip(trust, basis)) for j in rows] for i in rows])
        c = lu_solve(normal, matrix([sum(t * r[i] * y for t, r, y in zip(trust, basis, aims)) for i in rows]))
        errors = [abs(y - sum(k * v for k, v in zip(c, r))) for y, r in zip(aims, basis)]
        if best is None or max(errors) < best[0]:
            best = max(errors), list(c)
        trust = [t * (e / max(errors) + TINY) for t, e in zip(trust, errors)]
        trust = [t / max(trust) for t in trust]
    return best[1]


def rounded(f, weight, degree, a, b):
    """The coefficients of powers 0 to degree as doubles, and the error that remains."""
    fixed = []
    value = lambda x: sum(mpf(k) * x**p for p, k in enumerate(fixed))
    for p in range(degree + 1):
        fixed.append(float(minimax(lambda x: f(x) - value(x), weight, range(p, degree + 1), a, b)[0]))
    return fixed, max(abs(weight(x) * (f(x) - value(x))) for x in (a + (b - a) * mpf(i) / 3000 for i in range(3001)))


def show(name, f, weight, degree, a, b):
    coefficients, error = rounded(f, weight, degree, a, b)
    print(f"from {name} up, degree {degree}, on [{float(a):.4f}, {float(b):.4f}]: error 2^{float(log(error, 2)):.1f}")
    for c in coefficients:
        print(f"    {c!r}")


def split(name, value, bits):
    """value = high + low, where high has so few bits that its product with an exponent is exact."""
    high = mpf(int(value * 2**bits)) / 2**bits
    print(f"{name}: {float(high)!r} + {float(value - high)!r}")


def at_zero(value, f):
    """f where it is defined; its limit value near zero, where the formula of f cancels."""
    return lambda x: f(x) if abs(x) > TINY else value


def main():
    edge = log(2) / 2 * (1 + mpf(2) ** -20)
    third = at_zero(mpf(1) / 6, lambda x: (exp(x) - 1 - x - x * x / 2) / x**3)
    cubic = at_zero(mpf(2) / 3, lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z)
    fifth = at_zero(mpf(2) / 5, lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2 - 2 * z / 3) / z**2)
    slope = at_zero(2 / sqrt(pi) - 1, lambda z: erf(sqrt(z)) / sqrt(z) - 1)
    split("log 2", log(2), 42)
    print("1 / log 2:", float(1 / log(2)))
    print("2/3 = double +", float(mpf(2) / 3 - mpf(2 / 3)))
    show("E3", third, lambda x: abs(x) ** 3 / exp(x), 8, -edge, edge)
    show("L0", cubic, lambda z: z / 2, 7, mpf(0), mpf("0.04"))
    show("P0", fifth, lambda z: z**2 / 2, 7, mpf(0), (sqrt(2) - 1) ** 4 * (1 + mpf(2) ** -20))
    show("S0", slope, lambda z: 1, 11, mpf(0), mpf(1))
    show("T0", lambda a: -log(erfc(a)), lambda a: erfc(a) / erf(a), 17, mpf(1), mpf(6))


main()
