-- The table of docs/studies.md on losses, penalties and norms: medians with the 95 % interval that
-- the order of the trials gives whatever their distribution, best first.
--
--   saddlepoint query --run critics-ring -e "$(cat conf/studies/critics.sql)"
WITH cells AS (
  SELECT
    loss,
    coalesce(settings['penalty'], 'none') AS penalty,
    coalesce(settings['discriminator.norm'], 'none') AS norm,
    count(*) AS trials,
    count_if(verdict = 'DIVERGED') AS diverged,
    transform(
      array(
        collect_list(modes_nearest), collect_list(modes_covered),
        collect_list(high_quality_share), collect_list(wasserstein)),
      values -> sort_array(values)) AS figures
  FROM trials
  GROUP BY 1, 2, 3
),
intervals AS (
  SELECT *, transform(figures, it -> struct(
    size(it) AS n,
    (it[(size(it) - 1) div 2] + it[size(it) div 2]) / 2 AS median,
    it[greatest(int(round(size(it) / 2 - 0.98 * sqrt(size(it)))) - 1, 0)] AS low,
    it[least(int(round(size(it) / 2 + 0.98 * sqrt(size(it)))), size(it) - 1)] AS high)) AS it
  FROM cells
)
SELECT
  loss, penalty, norm, trials, diverged,
  format_string('%.0f (%.0f to %.0f)', it[0].median, it[0].low, it[0].high) AS nearest_modes,
  format_string('%.0f (%.0f to %.0f)', it[1].median, it[1].low, it[1].high) AS covered_modes,
  format_string('%.2f (%.2f to %.2f)', it[2].median, it[2].low, it[2].high) AS high_quality,
  format_string('%.3f (%.3f to %.3f)', it[3].median, it[3].low, it[3].high) AS sliced_w1
FROM intervals
ORDER BY it[1].median DESC, it[3].median
