/** Whether an engine trains right on the device at hand. */
package saddlepoint.jobs.selftest;
