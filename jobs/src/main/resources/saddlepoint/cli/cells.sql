-- every configuration: verdicts and means of its trials' final figures
SELECT
  run,
  config_id,
  recipe,
  preset,
  configuration,
  trials,
  converged,
  false_equilibrium,
  collapsed,
  matched,
  d_wins,
  g_wins,
  oscillating,
  not_converged,
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
