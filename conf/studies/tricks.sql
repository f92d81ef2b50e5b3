-- What each trick does beside the first cell, which has none: the median distance (W1, sliced of
-- several columns, or of images Frechet's; of G's average where one is kept), its ratio to that of
-- the same random seed without the trick, in the median with the 98.8 % interval that the order of
-- 20 trials gives, and how often it is the less. What diverged is infinitely far. A trick is what a
-- cell sets that most others do not; it must not be what the preset has, and no list with blanks.
--
--   saddlepoint query --run tricks-ring -e "$(cat conf/studies/tricks.sql)"
WITH cells AS (
  SELECT config_id, split(first(configuration), ' ') AS settings FROM trials GROUP BY config_id
),
usual AS (
  SELECT collect_list(setting) AS all FROM (
    SELECT setting FROM (SELECT explode(settings) AS setting FROM cells)
    GROUP BY setting
    HAVING count(*) > (SELECT count(*) FROM cells) / 2
  )
),
tricks AS (
  SELECT config_id, concat_ws(' ', array_except(settings, all)) AS trick
  FROM cells CROSS JOIN usual
),
figures AS (
  SELECT trick, random_seed, verdict,
    CASE WHEN verdict = 'DIVERGED' THEN double('inf') ELSE coalesce(
      average_frechet_distance, frechet_distance, average_wasserstein, wasserstein, double('inf'))
    END AS distance
  FROM trials JOIN tricks USING (config_id)
),
ratios AS (
  SELECT
    it.trick,
    count(*) AS trials,
    count_if(it.distance < plain.distance) AS nearer,
    count_if(it.verdict = 'COLLAPSED') AS collapsed,
    median(it.distance) AS distance,
    sort_array(collect_list(it.distance / plain.distance)) AS r
  FROM figures AS it JOIN figures AS plain
    ON plain.trick = '' AND it.random_seed = plain.random_seed
  GROUP BY it.trick
)
SELECT
  trick,
  trials,
  format_string('%.3f', distance) AS median_distance,
  format_string('%.2f (%.2f to %.2f)', (r[9] + r[10]) / 2, r[4], r[15]) AS ratio,
  nearer,
  collapsed,
  CASE WHEN trick = '' THEN '' WHEN r[15] < 1 THEN 'helps' WHEN r[4] > 1 THEN 'hurts' ELSE '-' END
    AS says
FROM ratios
WHERE trials = 20
ORDER BY (r[9] + r[10]) / 2
