/** Trained generators as files that NumPy reads, and what they make of noise. */
package saddlepoint.generator;
