-- What docs/studies.md says of each cell: shares with Wilson's 95 % interval in brackets, and the
-- median W1 with the interval that the order of the trials gives whatever their distribution.
--
--   saddlepoint query --run minibatch -e "$(cat conf/studies/figures.sql)"
WITH counts AS (
  SELECT
    configuration AS cell,
    count(*) AS trials,
    count_if(in_band) AS in_band,
    count_if(verdict = 'FALSE_EQUILIBRIUM') AS false_equilibria,
    count_if(verdict IN ('CONVERGED', 'APPROXIMATE', 'MATCHED')) AS matching,
    count_if(wasserstein < 0.5 * sample_standard_deviation / standard_deviation_ratio) AS near,
    count_if(verdict = 'COLLAPSED') AS collapsed,
    sort_array(collect_list(wasserstein)) AS distances,
    median(first_in_band_step) AS first_step
  FROM trials
  GROUP BY configuration
),
shares AS (
  SELECT *, transform(
    array(
      struct(in_band AS k, trials AS n), struct(false_equilibria AS k, in_band AS n),
      struct(matching AS k, trials AS n), struct(near AS k, trials AS n),
      struct(collapsed AS k, trials AS n)),
    s -> if(s.n = 0, '-', format_string('%.0f %% (%.0f to %.0f)',
      100 * s.k / s.n,
      abs(100 * (s.k + 1.92 - 1.96 * sqrt(s.k * (s.n - s.k) / s.n + 0.96)) / (s.n + 3.84)),
      100 * (s.k + 1.92 + 1.96 * sqrt(s.k * (s.n - s.k) / s.n + 0.96)) / (s.n + 3.84)))) AS share
  FROM counts
)
SELECT
  cell,
  trials,
  share[0] AS in_the_band,
  share[1] AS of_those_false,
  share[2] AS samples_match,
  share[3] AS w1_under_half_sd,
  share[4] AS collapsed,
  format_string('%.2f (%.2f to %.2f)',
    (distances[(m - 1) div 2] + distances[m div 2]) / 2,
    distances[int(round(m / 2 - 0.98 * sqrt(m))) - 1],
    distances[int(round(m / 2 + 0.98 * sqrt(m)))]) AS median_w1,
  first_step AS median_first_step
FROM (SELECT *, size(distances) AS m FROM shares)
ORDER BY distances[m div 2]
