/** One trial at a time by the kernels of the specification; runs everywhere. */
package saddlepoint.engine.scalar;
