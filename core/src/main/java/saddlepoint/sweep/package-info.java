/** What to run: HOCON in, strict binding, grids, random seeds, trials with stable ids, cohorts. */
package saddlepoint.sweep;
