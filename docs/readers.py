"""Reads a folder of tables, and an export, as people do: readers.py OUT [FLAT].

Prints what each reader finds, and fails if they differ. Needs pandas, pyarrow and polars; a reader
that is missing is named and left out.
"""

import glob
import sys

USAGE = """usage: readers.py OUT [FLAT]
  OUT   what a sweep's --out names (results, unless you gave another)
  FLAT  what `deploy/saddlepoint export --to FLAT --out OUT` wrote"""


def with_pandas(out):
    import pandas

    trials = pandas.read_parquet(f"{out}/trials")
    return trials["run"].tolist(), len(trials)


def with_pyarrow(out):
    import pyarrow.parquet

    trials = pyarrow.parquet.read_table(f"{out}/trials")
    return trials.column("run").to_pylist(), trials.num_rows


def with_polars(out):
    import polars

    trials = polars.read_parquet(f"{out}/trials")
    return trials["run"].to_list(), trials.height


def export_with_polars(flat):
    import polars

    return polars.read_parquet(flat).height, len(glob.glob(f"{flat}/*"))


def main(arguments):
    if not 1 <= len(arguments) <= 2:
        sys.exit(USAGE)
    out, flat = (arguments + [None])[:2]
    for folder in (f"{out}/trials", flat):
        if folder is not None and not glob.glob(f"{glob.escape(folder)}/**/*.parquet", recursive=True):
            sys.exit(f"{folder} holds no Parquet file\n{USAGE}")
    found = {}
    for reader in (with_pandas, with_pyarrow, with_polars):
        try:
            runs, rows = reader(out)
        except ImportError as missing:
            print(f"{reader.__name__}: left out, {missing}")
            continue
        assert all(isinstance(run, str) for run in runs), f"{reader.__name__}: run is no text"
        found[reader.__name__] = (rows, sorted(set(runs)))
        print(f"{reader.__name__}: {rows} trials of {sorted(set(runs))}")
    assert len({str(what) for what in found.values()}) <= 1, found
    if flat is not None:
        print("export_with_polars:", *export_with_polars(flat))
    if not found:
        sys.exit("none of pandas, pyarrow and polars is here")


if __name__ == "__main__":
    main(sys.argv[1:])
