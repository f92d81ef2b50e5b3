-- one trial, whose id or its first digits follow: all that is known of it
SELECT part, column, value, unit FROM trial_sheet ORDER BY position
