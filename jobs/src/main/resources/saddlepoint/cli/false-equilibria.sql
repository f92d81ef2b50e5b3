-- trials whose D looks converged while the samples are wrong, worst first
-- shown: run, trial_id, recipe, configuration, random_seed, wasserstein, jensen_shannon, d_score
SELECT
  run,
  trial_id,
  recipe,
  configuration,
  random_seed,
  d_real,
  d_fake,
  d_score,
  wasserstein,
  standard_deviation_ratio,
  jensen_shannon,
  best_response_gap,
  reason,
  rules
FROM trials
WHERE verdict = 'FALSE_EQUILIBRIUM'
ORDER BY
  jensen_shannon DESC NULLS LAST,
  high_quality_share ASC NULLS LAST,
  wasserstein DESC NULLS LAST,
  run,
  trial_id
