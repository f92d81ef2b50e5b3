// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import java.util.SplittableRandom;

/** Random numbers and images, for tests. */
final class RandomNumbers {
  private RandomNumbers() {}

  /** Uniform from 0 to 1. */
  static float[] uniform(int count, int randomSeed) {
    SplittableRandom random = new SplittableRandom(randomSeed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble();
    }
    return numbers;
  }

  /** Standard normal. */
  static float[] normal(int count, int randomSeed) {
    SplittableRandom random = new SplittableRandom(randomSeed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** Pixels of every grey below one. */
  static byte[] pixels(int count, int below, int randomSeed) {
    SplittableRandom random = new SplittableRandom(randomSeed);
    byte[] pixels = new byte[count];
    for (int i = 0; i < count; i++) {
      pixels[i] = (byte) random.nextInt(below);
    }
    return pixels;
  }

  /**
   * A classifier that has learnt nothing; each bias and weight is its own. They are positive more
   * often than not, or rectifiers would let little through.
   */
  static ImageClassifier classifier(ImageClassifier.Form form, int randomSeed) {
    float[] parameters = uniform(form.parameters(), randomSeed);
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = 0.4f * parameters[i] - 0.17f;
    }
    return new ImageClassifier(form, parameters);
  }
}
