-- best cells: share of trials in the band, then W1
SELECT
  run,
  recipe,
  configuration,
  trials,
  round(100 * in_band / trials) AS in_band_percent,
  diverged,
  failed + timed_out AS failed,
  d_real,
  d_fake,
  d_score,
  wasserstein,
  wasserstein_floor
FROM cells
ORDER BY in_band / trials DESC, wasserstein ASC NULLS LAST, run, config_id
