-- every trial: verdict, reason and final figures
-- shown: run, trial_id, recipe, configuration, random_seed, verdict, wasserstein, d_score
SELECT
  run,
  trial_id,
  recipe,
  configuration,
  random_seed,
  verdict,
  d_real,
  d_fake,
  d_score,
  wasserstein,
  reason
FROM trials
ORDER BY run, recipe, configuration, random_seed
