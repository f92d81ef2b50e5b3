-- best cells: share of trials CONVERGED, then APPROXIMATE, then MATCHED, then W1
-- shown: run, recipe, preset, configuration, trials, converged_share, false_equilibrium, wasserstein, converged_low, converged_high, d_score
SELECT
  run,
  recipe,
  preset,
  configuration,
  trials,
  converged_share,
  converged_low,
  converged_high,
  converged,
  approximate,
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
  median_first_in_band_step,
  rules
FROM cells
ORDER BY converged_share DESC, approximate_share DESC, matched_share DESC, wasserstein ASC NULLS LAST, run, config_id
