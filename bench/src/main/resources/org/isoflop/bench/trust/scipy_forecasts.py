"""Forecasts of ../shared/peers/scipy_backtest.py's method, row by row.

    python3 scipy_forecasts.py PEERS TABLE STARTS RESAMPLES

PEERS is the folder with scipy_chinchilla.py; TABLE a CSV file with the columns N, D, loss, part and held, where part
numbers the splits and held says which rows are predicted. For each split the law is fitted to the rows that are not
held, and every held row gets an estimate and a 90 % interval: each bootstrap curve times exp(a resampled residual).
The answer is JSON: a list of splits, each a list of [estimate, low, high] in the order of the rows.
"""
import csv
import json
import sys

import numpy as np

sys.path.insert(0, sys.argv[1])
import scipy_chinchilla as method  # noqa: E402

LEVEL, SEED = 90.0, 42


def forecasts(rows, starts, resamples):
    n, d, loss, held = (np.array([float(row[c]) for row in rows]) for c in ("N", "D", "loss", "held"))
    train, test = held == 0, held == 1
    law = method.Law(n[train], d[train], loss[train])
    places = method.Law(n[test], d[test], loss[test])
    theta, _ = method.multistart(law, method.hoffmann_grid(starts), 1)
    samples = method.bootstrap(law, theta, resamples, SEED, 1)[:, :5]
    curves = np.array([places.log_predict(sample) for sample in samples])
    residual = law.log_loss - law.log_predict(theta)
    runs = curves + np.random.default_rng(SEED).choice(residual, size=curves.shape)
    low, high = np.percentile(runs, ((100 - LEVEL) / 2, 50 + LEVEL / 2), axis=0)
    return np.exp(np.column_stack((places.log_predict(theta), low, high))).tolist()


with open(sys.argv[2], newline="", encoding="utf-8") as file:
    table = list(csv.DictReader(file))
parts = sorted({int(row["part"]) for row in table})
answer = [
    forecasts([row for row in table if int(row["part"]) == part], int(sys.argv[3]), int(sys.argv[4])) for part in parts
]
json.dump(answer, sys.stdout)
