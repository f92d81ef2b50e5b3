-- What a critic's estimate of W1 is worth: -d_loss, which is mean D(x) - mean D(G(z)), beside the W1 of
-- the samples, which is exact where rows are numbers. The estimate is at most W1 times D's Lipschitz constant,
-- of which the mean norm of D's gradient tells something where that is penalized. Of each trial the medians
-- over the second half of its evaluations; of the trials the median, with the 95 % interval by their order.
--
--   saddlepoint query --run wasserstein-estimate -e "$(cat conf/studies/wasserstein-estimate.sql)"
WITH each AS (
  SELECT
    coalesce(settings['penalty'], 'none') AS penalty,
    settings['weight-clip'] AS weight_clip,
    median(-metrics.d_loss) AS estimate,
    median(metrics.wasserstein) AS w1,
    median(-metrics.d_loss / metrics.wasserstein) AS ratio,
    median(metrics.d_input_gradient_norm) AS norm
  FROM metrics JOIN trials USING (run, trial_id)
  WHERE loss = 'wasserstein' AND metrics.wasserstein > 0 AND step >= steps / 2
  GROUP BY run, trial_id, 1, 2
),
cells AS (
  SELECT
    penalty, weight_clip, count(*) AS trials,
    transform(
      array(collect_list(estimate), collect_list(w1), collect_list(ratio), collect_list(norm)),
      values -> sort_array(values)) AS figures
  FROM each
  GROUP BY 1, 2
)
SELECT
  penalty, weight_clip, trials,
  format_string('%.4f (%.4f to %.4f)', it[0].median, it[0].low, it[0].high) AS estimate,
  format_string('%.3f (%.3f to %.3f)', it[1].median, it[1].low, it[1].high) AS w1,
  format_string('%.3f (%.3f to %.3f)', it[2].median, it[2].low, it[2].high) AS ratio,
  round(it[3].median, 2) AS gradient_norm
FROM (
  SELECT *, transform(figures, it -> struct(
    (it[(size(it) - 1) div 2] + it[size(it) div 2]) / 2 AS median,
    it[greatest(int(round(size(it) / 2 - 0.98 * sqrt(size(it)))) - 1, 0)] AS low,
    it[least(int(round(size(it) / 2 + 0.98 * sqrt(size(it)))), size(it) - 1)] AS high)) AS it
  FROM cells
)
ORDER BY penalty, weight_clip
