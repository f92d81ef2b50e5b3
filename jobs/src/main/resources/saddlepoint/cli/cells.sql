-- every configuration: verdicts and means of its trials' final figures
SELECT
  run,
  config_id,
  recipe,
  preset,
  configuration,
  trials,
  in_band,
  out_of_band,
  diverged,
  timed_out,
  failed,
  d_real,
  d_fake,
  d_score,
  dwell,
  wasserstein,
  standard_deviation_ratio
FROM cells
ORDER BY run, recipe, preset, configuration
