-- axes by how much they move the share CONVERGED or APPROXIMATE
-- shown: run, recipe, axis, value, effect, trials, equilibrium_share, effect_low, effect_high
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
  equilibrium_share,
  equilibrium_low,
  equilibrium_high,
  false_equilibrium_share
FROM main_effects
ORDER BY run, recipe, rank, position
