/** Draws random numbers as pure functions of random seed, stream, update and element. */
package saddlepoint.random;
