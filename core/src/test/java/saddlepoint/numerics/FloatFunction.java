package saddlepoint.numerics;

/** A function of one float, called without boxing. */
@FunctionalInterface
interface FloatFunction {
  float apply(float x);
}
