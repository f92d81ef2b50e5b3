"""How the loops of this folder are timed: like `saddlepoint bench`, the best of five rounds after a warm-up."""

import argparse
import os
import sys
import time

ROUNDS = 5


def arguments(systems):
    """Reads the names of systems and `--seconds` from the command line."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("systems", nargs="*", metavar="SYSTEM", help="of " + ", ".join(systems) + "; all by default")
    parser.add_argument("--seconds", type=float, default=5, help="to measure each, after as many to warm up (default: 5)")
    given = parser.parse_args()
    for name in given.systems:
        if name not in systems:
            parser.error(f'unknown system "{name}"; there are {", ".join(systems)}')
    return given.systems or list(systems), given.seconds


def use_one_core():
    """Stays on the first core that the process may use; a no-op where cores cannot be chosen."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def steps_per_second(run, steps_of_run, seconds):
    """The best rate of some rounds of calls of `run`, each of which does `steps_of_run` GAN steps."""
    run()
    calls = 1
    spent = 0.0
    while spent < seconds:
        took = _seconds(run, calls)
        spent += took
        wanted = seconds / ROUNDS
        calls = max(1, round(calls * min(2, wanted / max(took, 1e-9))))
    return max(calls * steps_of_run / _seconds(run, calls) for _ in range(ROUNDS))


def _seconds(run, calls):
    start = time.perf_counter()
    for _ in range(calls):
        run()
    return time.perf_counter() - start
