// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** How the weights of a dense layer start. Biases start at 0 unless said otherwise. */
public enum InitializerKind implements Choice {
  /** Normal(0, initial-scale), not truncated; TensorFlow's random_normal_initializer. */
  NORMAL,
  /** Normal(0, sqrt(2 / in)), He et al. 2015; called "xavier_init" in some GAN tutorials. */
  HE_NORMAL,
  /** Normal(0, initial-scale), drawn again outside two standard deviations. */
  TRUNCATED_NORMAL,
  /** Uniform on +-sqrt(3 / in), tflearn's uniform_scaling. */
  UNIFORM_SCALING,
  /** Uniform on +-sqrt(6 / (in + out)), Glorot and Bengio 2010. */
  GLOROT_UNIFORM,
  /** Normal(0, sqrt(2 / (in + out))), drawn again outside two standard deviations (Keras 2.1). */
  GLOROT_NORMAL,
  /** Weights and biases uniform on +-1/sqrt(in), the default of PyTorch's nn.Linear. */
  TORCH,
  /** Weights and biases all equal to initial-scale. */
  CONSTANT
}
