/** One class a job; each says what happened in a record and prints nothing. */
package saddlepoint.jobs;
