/** What trials of different settings tell: shares with intervals, effects of axes, comparisons. */
package saddlepoint.report;
