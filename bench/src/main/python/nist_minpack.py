#!/usr/bin/env python3
"""MINPACK, as SciPy wraps it, on the certified problems: what many people's fits run on.

    python3 nist_minpack.py FOLDER

FOLDER holds certified.csv and one CSV file per set. One line per set and start: the fewest matching digits of a
parameter (log relative error, at most 11; 0 if none or not a number) and the evaluations, first as
scipy.optimize.leastsq comes (differences for derivatives, tolerances of 1.5e-8), then as well as it can be made to
work (derivatives to the last digit, tolerances at rounding, 20,000 evaluations).
"""
import csv
import sys

import numpy as np
from scipy.optimize import leastsq

FUNCTIONS = {"exp": np.exp, "log": np.log, "cos": np.cos, "sin": np.sin, "arctan": np.arctan, "pi": np.pi}


class Problem:
    def __init__(self, folder, rows):
        self.name = rows[0]["dataset"]
        with open(f"{folder}/{self.name}.csv", newline="", encoding="utf-8") as file:
            table = list(csv.DictReader(file))
        self.columns = {name: np.array([float(row[name]) for row in table]) for name in table[0]}
        self.response = eval(rows[0]["response"], FUNCTIONS, self.columns)
        self.model = compile(rows[0]["model"].replace("^", "**"), self.name, "eval")
        self.names = [row["parameter"] for row in rows]
        self.certified = np.array([float(row["certified_value"]) for row in rows])
        self.starts = {s: np.array([float(row[f"start{s}"]) for row in rows]) for s in (1, 2)}

    def predicted(self, theta):
        return eval(self.model, FUNCTIONS, {**self.columns, **dict(zip(self.names, theta))})

    def residuals(self, theta):
        return self.predicted(theta) - self.response

    def jacobian(self, theta):
        """By complex steps, which lose no digit."""
        slopes = np.empty((len(self.response), len(theta)))
        for j, value in enumerate(theta):
            step = 1e-20 * max(abs(value), 1e-10)
            moved = theta.astype(complex)
            moved[j] += 1j * step
            slopes[:, j] = self.predicted(moved).imag / step
        return slopes

    def digits(self, theta):
        error = np.max(np.abs(theta - self.certified) / np.abs(self.certified))
        return float(np.clip(-np.log10(max(error, 1e-11)), 0, 11)) if np.isfinite(error) else 0.0


def main():
    folder = sys.argv[1]
    with open(f"{folder}/certified.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = list(dict.fromkeys(row["dataset"] for row in rows))
    print("dataset,start,digits,evaluations,best_digits,best_evaluations")
    for name in names:
        problem = Problem(folder, [row for row in rows if row["dataset"] == name])
        for number, start in problem.starts.items():
            line = [name, number]
            for options in ({}, {"Dfun": problem.jacobian, "ftol": 1e-15, "xtol": 1e-15, "maxfev": 20000}):
                with np.errstate(all="ignore"):
                    theta, _, info, _, _ = leastsq(problem.residuals, start, full_output=True, **options)
                line += [f"{problem.digits(theta):.1f}", info["nfev"]]
            print(*line, sep=",")


if __name__ == "__main__":
    main()
