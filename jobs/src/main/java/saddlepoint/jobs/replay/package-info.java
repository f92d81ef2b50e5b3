/** Committed trials: found, trained again, compared, drawn. */
package saddlepoint.jobs.replay;
