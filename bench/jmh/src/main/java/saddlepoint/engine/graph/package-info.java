/** Measures GANs on ND4J: the engine, and DL4J as its tutorials have it. */
package saddlepoint.engine.graph;
