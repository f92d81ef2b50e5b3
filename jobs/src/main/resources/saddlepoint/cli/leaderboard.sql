-- best cells: share of trials that converged, then W1
SELECT
  run,
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
  wasserstein,
  wasserstein_floor
FROM cells
ORDER BY converged / trials DESC, wasserstein ASC NULLS LAST, run, config_id
