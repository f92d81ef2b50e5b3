/** Trains trials of one shape in SIMD lockstep, one a lane, with the bits of {@code scalar}. */
package saddlepoint.engine.lanes;
