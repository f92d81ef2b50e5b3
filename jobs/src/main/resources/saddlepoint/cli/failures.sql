-- trials that ended FAILED, TIMED_OUT or DIVERGED, and why
-- shown: run, trial_id, recipe, configuration, random_seed, verdict, reason
SELECT run, trial_id, recipe, configuration, random_seed, attempt, verdict, steps_done, reason, rules
FROM trials
WHERE verdict IN ('FAILED', 'TIMED_OUT', 'DIVERGED')
ORDER BY verdict, run, recipe, configuration, random_seed
