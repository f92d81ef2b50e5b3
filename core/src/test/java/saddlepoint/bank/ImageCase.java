// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import java.util.Random;
import saddlepoint.metric.Verdict;

/** Generators of images whose faults are known. */
enum ImageCase {
  REAL(Verdict.REAL_LIKE) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      return pool.unseen(random, label -> true);
    }
  },
  REAL_WITH_NOISE(Verdict.REAL_LIKE, Verdict.GOOD) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      return noisy(pool.unseen(random, label -> true), random);
    }
  },
  COPIES(Verdict.MEMORISED) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      return pool.copies(random, Integer.MAX_VALUE);
    }
  },
  COPIES_WITH_NOISE(Verdict.MEMORISED) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      return noisy(pool.copies(random, Integer.MAX_VALUE), random);
    }
  },
  COPIES_OF_A_HUNDRED(Verdict.MEMORISED) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      return pool.copies(random, 100);
    }
  },
  A_FIFTH_COPIED(Verdict.MEMORISED) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      float[] images = pool.unseen(random, label -> true);
      float[] copies = pool.copies(random, Integer.MAX_VALUE);
      System.arraycopy(copies, 0, images, 0, images.length / 5);
      return pool.shuffled(images, random);
    }
  },
  A_CLASS_MISSING(Verdict.FAIR) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      int missing = random.nextInt(10);
      return pool.unseen(random, label -> label != missing);
    }
  },
  ONE_CLASS(Verdict.COLLAPSED) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      int only = random.nextInt(10);
      return pool.unseen(random, label -> label == only);
    }
  },
  CLASS_MEANS(Verdict.COLLAPSED) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      return pool.classMeans();
    }
  },
  MEANS_OF_TWO(Verdict.FAIR) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      return pool.means(random, 2);
    }
  },
  MEANS_OF_EIGHT(Verdict.POOR) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      return pool.means(random, 8);
    }
  },
  BLURRED(Verdict.FAIR) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      return pool.blurred(pool.unseen(random, label -> true));
    }
  },
  BLACK(Verdict.DEAD) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      return new float[ImagePool.ROWS * pool.pixels()];
    }
  },
  ONE_IMAGE(Verdict.DEAD) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      float[] images = pool.unseen(random, label -> true);
      for (int row = 1; row < ImagePool.ROWS; row++) {
        System.arraycopy(images, 0, images, row * pool.pixels(), pool.pixels());
      }
      return images;
    }
  },
  NOISE(Verdict.COLLAPSED) {
    @Override
    float[] draw(ImagePool pool, Random random) {
      float[] images = new float[ImagePool.ROWS * pool.pixels()];
      for (int i = 0; i < images.length; i++) {
        images[i] = random.nextFloat();
      }
      return images;
    }
  };

  private static final double DEVIATION = 0.05;

  private final Verdict due;
  private final Verdict orElse;

  ImageCase(Verdict due) {
    this(due, due);
  }

  ImageCase(Verdict due, Verdict orElse) {
    this.due = due;
    this.orElse = orElse;
  }

  /** Whether such images may be called so. */
  boolean isDue(Verdict verdict) {
    return verdict == due || verdict == orElse;
  }

  /** Images, [rows, pixels], 0 is black and 1 white. */
  abstract float[] draw(ImagePool pool, Random random);

  private static float[] noisy(float[] images, Random random) {
    for (int i = 0; i < images.length; i++) {
      double noisy = images[i] + DEVIATION * random.nextGaussian();
      images[i] = (float) Math.min(Math.max(noisy, 0), 1);
    }
    return images;
  }
}
