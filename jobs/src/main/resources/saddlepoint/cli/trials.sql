-- every trial: verdict, reason and final figures
-- shown: run, trial_id, recipe, configuration, random_seed, verdict, wasserstein, d_score
SELECT
  run,
  trial_id,
  recipe,
  configuration,
  random_seed,
  verdict,
  match,
  d_real,
  d_fake,
  d_score,
  wasserstein,
  reason,
  rules
FROM trials
ORDER BY run, recipe, configuration, random_seed
