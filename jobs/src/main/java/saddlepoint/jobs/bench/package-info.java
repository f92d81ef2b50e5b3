/** How fast an engine trains on this machine. */
package saddlepoint.jobs.bench;
