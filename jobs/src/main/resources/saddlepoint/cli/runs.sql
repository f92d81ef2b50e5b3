-- every run: when, by how many drivers, how much of it is committed
SELECT run, started, finished, drivers, unfinished, planned, trials, waves, engine, code_version, command
FROM runs
ORDER BY run
