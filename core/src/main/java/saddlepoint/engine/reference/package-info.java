/**
 * The executable specification: networks, losses, gradients and updates in plain Java, in float
 * (which defines the bits) or double.
 */
package saddlepoint.engine.reference;
