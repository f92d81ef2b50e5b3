/** Engines and a file system for tests: they train nothing, or fail on demand. */
package saddlepoint.testing;
