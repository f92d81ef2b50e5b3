-- nights of regress, the newest first: their alarms, and the one of least p
-- shown: name, date, result, accepted, alarms, worst
SELECT
  name,
  date,
  if(regressed, 'REGRESSED', 'quiet') AS result,
  accepted,
  count_if(alarm) AS alarms,
  min_by(
    concat_ws(' ', concat(gate, ':'), place, figure, text), struct(p, position)
  ) FILTER (WHERE alarm) AS worst,
  run,
  bits,
  tests,
  notes,
  code_version
FROM regressions
GROUP BY name, date, run, regressed, accepted, bits, tests, notes, code_version
ORDER BY date DESC, name
