-- every run: when, by how many drivers, how much of it is committed
-- shown: run, started, finished, planned, trials, engine, unfinished
SELECT run, started, finished, drivers, unfinished, planned, trials, waves, engine, code_version, command
FROM runs
ORDER BY run
