-- axes by how much they move the share that converged
-- shown: run, recipe, axis, value, effect, trials, converged_share, effect_low, effect_high
SELECT
  run,
  recipe,
  rank,
  axis,
  effect,
  effect_low,
  effect_high,
  value,
  trials,
  converged_share,
  converged_low,
  converged_high,
  false_equilibrium_share
FROM main_effects
ORDER BY run, recipe, rank, position
