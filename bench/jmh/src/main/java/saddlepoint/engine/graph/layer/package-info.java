/** Measures the DCGAN of tflearn's examples on ND4J: layers of the product, and of DL4J. */
package saddlepoint.engine.graph.layer;
