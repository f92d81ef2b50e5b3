package saddlepoint.engine.graph;

/** What both loops train: tflearn's {@code examples/images/dcgan.py}. */
final class Dcgan {
  static final int BATCH = 64;
  static final int NOISE = 200;
  static final int HIDDEN = 1024;
  static final int KERNEL = 5;
  static final double RATE = 1e-3;
  static final double LARGEST_NORM = 5;
  static final ImageShape SEED = new ImageShape(7, 7, 128);
  static final ImageShape MIDDLE = new ImageShape(14, 14, 64);
  static final ImageShape IMAGE = new ImageShape(28, 28, 1);

  private Dcgan() {}

  /** One training loop. */
  interface Loop extends AutoCloseable {
    /** Trains D once, then G. */
    void step();

    @Override
    void close();
  }
}
