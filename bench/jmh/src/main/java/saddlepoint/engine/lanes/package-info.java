/** Benchmarks of the engine's kernels, in its package because the kernels are no one else's. */
package saddlepoint.engine.lanes;
