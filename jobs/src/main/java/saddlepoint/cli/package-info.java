/** The command line: the only place that prints or exits. */
package saddlepoint.cli;
