/**
 * The executable specification: plain Java, one trial, in float (which defines the bits) or double.
 */
package saddlepoint.engine.scalar;
