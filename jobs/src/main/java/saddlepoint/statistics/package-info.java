/** Statistics of trials: shares with intervals, effects of axes, paired comparisons. */
package saddlepoint.statistics;
