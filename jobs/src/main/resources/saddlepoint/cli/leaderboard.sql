-- best cells: share of trials in the band, then W1
SELECT
  run,
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
  wasserstein,
  wasserstein_floor
FROM cells
ORDER BY in_band / trials DESC, wasserstein ASC NULLS LAST, run, config_id
