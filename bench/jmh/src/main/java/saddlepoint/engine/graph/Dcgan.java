package saddlepoint.engine.graph;

import saddlepoint.recipe.Shape;

/** What both loops train: tflearn's {@code examples/images/dcgan.py}. */
final class Dcgan {
  static final int BATCH = 64;
  static final int NOISE = 200;
  static final int HIDDEN = 1024;
  static final int KERNEL = 5;
  static final double RATE = 1e-3;
  static final double LARGEST_NORM = 5;
  static final Shape SEED = new Shape(128, 7, 7);
  static final Shape MIDDLE = new Shape(64, 14, 14);
  static final Shape IMAGE = new Shape(1, 28, 28);

  private Dcgan() {}

  /** One training loop. */
  interface Loop extends AutoCloseable {
    /** Trains D once, then G. */
    void step();

    @Override
    void close();
  }
}
