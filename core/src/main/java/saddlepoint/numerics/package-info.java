/** Defines the bits of training: the elementary functions that every engine repeats exactly. */
package saddlepoint.numerics;
