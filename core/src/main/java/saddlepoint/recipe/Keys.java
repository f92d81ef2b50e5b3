// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static saddlepoint.recipe.ValueType.choice;
import static saddlepoint.recipe.ValueType.integer;
import static saddlepoint.recipe.ValueType.number;

import java.util.List;

/** Every setting that a recipe may have. A recipe's presets say which it has, and its defaults. */
public final class Keys {
  private static final double ANY = Double.POSITIVE_INFINITY;
  private static final int MANY = Integer.MAX_VALUE;

  public static final PlayerKey<List<Integer>> HIDDEN =
      PlayerKey.of("hidden", ValueType.sizes(), "widths of the hidden layers, first to last");
  public static final PlayerKey<Activation> ACTIVATION =
      PlayerKey.of(
          "activation",
          choice(List.of(Activation.values())),
          "activation of the hidden layers",
          player -> List.of(Condition.notEmpty(HIDDEN.of(player))));
  public static final PlayerKey<InitializerKind> INITIALIZER =
      PlayerKey.of(
          "initializer", choice(List.of(InitializerKind.values())), "how dense weights start");
  public static final PlayerKey<Double> INITIAL_SCALE =
      PlayerKey.of(
          "initial-scale",
          number(-ANY, false, ANY),
          "standard deviation of normal and truncated-normal weights, or the constant",
          player ->
              List.of(
                  Condition.is(
                      INITIALIZER.of(player),
                      InitializerKind.NORMAL,
                      InitializerKind.TRUNCATED_NORMAL,
                      InitializerKind.CONSTANT)));

  public static final PlayerKey<List<Integer>> DENSE =
      PlayerKey.of(
          "dense",
          ValueType.sizes(),
          "widths of the dense layers: before G's images, after D's convolutions");
  public static final PlayerKey<List<Integer>> FILTERS =
      PlayerKey.of(
          "filters",
          ValueType.filters(),
          "channels of the images between the layers, first to last; each halves or doubles sides");
  public static final PlayerKey<Integer> KERNEL =
      PlayerKey.of("kernel", integer(1, 64), "pixels of a side that a convolution sees");
  public static final PlayerKey<InitializerKind> FILTER_INITIALIZER =
      PlayerKey.of(
          "filter-initializer",
          choice(List.of(InitializerKind.values())),
          "how weights of convolutions start");
  public static final PlayerKey<Double> FILTER_INITIAL_SCALE =
      PlayerKey.of(
          "filter-initial-scale",
          number(-ANY, false, ANY),
          "standard deviation of normal and truncated-normal weights, or the constant",
          player ->
              List.of(
                  Condition.is(
                      FILTER_INITIALIZER.of(player),
                      InitializerKind.NORMAL,
                      InitializerKind.TRUNCATED_NORMAL,
                      InitializerKind.CONSTANT)));
  public static final Key<PoolingKind> POOLING =
      Key.of(
          "discriminator.pooling",
          choice(List.of(PoolingKind.values())),
          "how D's images shrink: mean or largest of four pixels, or every other window");
  public static final Key<Padding> PADDING =
      Key.of(
          "discriminator.padding",
          choice(List.of(Padding.values())),
          "zeros around the images of D's convolutions, or none after the first");
  public static final Key<Double> DROPOUT =
      Key.of(
          "discriminator.dropout",
          number(0, true, 0.99),
          "chance that a number is dropped after each of D's convolutions; 0 is none");
  public static final Key<Double> GENERATOR_DROPOUT =
      Key.of(
          "generator.dropout",
          number(0, true, 0.99),
          "chance that a number is dropped after each hidden layer of G, in samples too; 0 is none",
          Condition.notEmpty(HIDDEN.generator()));
  public static final Key<Double> HIDDEN_NOISE =
      Key.of(
          "discriminator.hidden-noise",
          number(0, true, ANY),
          "standard deviation of the noise on each of D's hidden layers while training",
          Condition.notEmpty(HIDDEN.discriminator()));
  public static final Key<Norm> GENERATOR_NORM =
      Key.of("generator.norm", choice(List.of(Norm.values())), "what normalises inside G");
  public static final Key<Norm> DISCRIMINATOR_NORM =
      Key.of(
          "discriminator.norm",
          choice(List.of(Norm.values())),
          "what normalises inside D: hidden layers, or weights, also those of the last layer");

  /** What normalises inside a player. */
  static Key<Norm> norm(Player player) {
    return switch (player) {
      case GENERATOR -> GENERATOR_NORM;
      case DISCRIMINATOR -> DISCRIMINATOR_NORM;
    };
  }

  private static final Condition WITH_NORM = Condition.is(GENERATOR_NORM, Norm.BATCH);
  public static final Key<Double> NORM_EPSILON =
      Key.of("generator.norm-epsilon", number(0, false, 1), "added to each variance", WITH_NORM);
  public static final Key<Double> NORM_DECAY =
      Key.of(
          "generator.norm-decay",
          number(0, true, 0.9999),
          "what the moving statistics keep at each update",
          WITH_NORM);
  public static final Key<Double> NORM_INITIAL_DEVIATION =
      Key.of(
          "generator.norm-initial-deviation",
          number(0, true, ANY),
          "standard deviation of the factors at the start, around 1",
          WITH_NORM);
  public static final Key<NormVariance> NORM_VARIANCE =
      Key.of(
          "generator.norm-variance",
          choice(List.of(NormVariance.values())),
          "which variance the moving one takes",
          WITH_NORM);
  public static final Key<NormStatistics> NORM_STATISTICS =
      Key.of(
          "generator.norm-statistics",
          choice(List.of(NormStatistics.values())),
          "by which statistics G makes the rows that D learns from",
          WITH_NORM);

  public static final Key<Activation> GENERATOR_OUTPUT =
      Key.of(
          "generator.output",
          choice(List.of(Activation.LINEAR, Activation.TANH, Activation.SIGMOID)),
          "activation of G's last layer");
  public static final Key<Double> GENERATOR_OUTPUT_SCALE =
      Key.of("generator.output-scale", number(0, false, ANY), "factor on G's output");
  public static final Key<LossKind> LOSS =
      Key.of("loss", choice(List.of(LossKind.values())), "what the two players minimise");
  private static final Condition LOG_LOSS =
      Condition.is(LOSS, LossKind.NON_SATURATING, LossKind.MINIMAX);
  private static final Condition TARGETS =
      Condition.is(LOSS, LossKind.NON_SATURATING, LossKind.MINIMAX, LossKind.LEAST_SQUARES);
  public static final Key<Double> WEIGHT_CLIP =
      Key.of(
          "weight-clip",
          number(0, true, ANY),
          "D's parameters stay in [-clip, clip]; 0 is none",
          Condition.is(LOSS, LossKind.WASSERSTEIN));
  public static final Key<ClippingTime> WEIGHT_CLIP_TIME =
      Key.of(
          "weight-clip-time",
          choice(List.of(ClippingTime.values())),
          "when D's parameters are clipped",
          Condition.is(LOSS, LossKind.WASSERSTEIN),
          Condition.positive(WEIGHT_CLIP, 0.01));

  /** D tells a row by a number of its own, which is no error of an autoencoder. */
  private static final Condition TELLING = Condition.is(LOSS, LossKind.telling());

  private static final Condition BALANCED = Condition.is(LOSS, LossKind.BEGAN);
  public static final Key<ReconstructionError> RECONSTRUCTION_ERROR =
      Key.of(
          "reconstruction-error",
          choice(List.of(ReconstructionError.values())),
          "mean over columns of how far D's output is from its input",
          BALANCED);
  public static final Key<Double> DIVERSITY_RATIO =
      Key.of(
          "diversity-ratio",
          number(0, true, ANY),
          "error of generated rows over that of real ones which k aims at",
          BALANCED);
  public static final Key<Double> BALANCE_RATE =
      Key.of("balance-rate", number(0, true, ANY), "how fast k moves", BALANCED);
  public static final Key<BalanceRange> BALANCE_RANGE =
      Key.of(
          "balance-range",
          choice(List.of(BalanceRange.values())),
          "whether k is held in [0, 1]",
          BALANCED);
  public static final Key<PenaltyKind> PENALTY =
      Key.of(
          "penalty",
          choice(List.of(PenaltyKind.values())),
          "what D's loss has for the norm of D's gradient by a row: between rows, or at real or"
              + " generated ones",
          TELLING);
  private static final Condition WITH_PENALTY =
      Condition.is(
          PENALTY, PenaltyKind.TWO_SIDED, PenaltyKind.ONE_SIDED, PenaltyKind.R1, PenaltyKind.R2);
  public static final Key<Double> PENALTY_WEIGHT =
      Key.of(
          "penalty-weight",
          number(0, true, ANY),
          "what the mean square counts for in D's loss; of r1 and r2 half of it",
          WITH_PENALTY);
  public static final Key<Double> PENALTY_TARGET =
      Key.of(
          "penalty-target",
          number(0, true, ANY),
          "norm that the gradient is drawn towards, or held below",
          Condition.is(PENALTY, PenaltyKind.TWO_SIDED, PenaltyKind.ONE_SIDED));
  public static final Key<OutputKind> DISCRIMINATOR_OUTPUT =
      Key.of(
          "discriminator.output",
          choice(List.of(OutputKind.values())),
          "what makes D(x) of D's last pre-activation",
          LOG_LOSS);
  public static final Key<Double> CLAMP =
      Key.of(
          "discriminator.clamp",
          number(0, false, 0.49),
          "D stays in [clamp, 1 - clamp]",
          LOG_LOSS,
          Condition.is(DISCRIMINATOR_OUTPUT, OutputKind.CLAMPED_TANH));
  public static final Key<Double> PROBABILITY_FLOOR =
      Key.of(
          "probability-floor",
          number(0, true, 0.49),
          "losses take log(max(p, floor)) and have no gradient below it; 0 is none",
          LOG_LOSS,
          Condition.is(DISCRIMINATOR_OUTPUT, OutputKind.SIGMOID));

  public static final PlayerKey<OptimizerKind> OPTIMIZER =
      PlayerKey.of("optimizer", choice(List.of(OptimizerKind.values())), "update rule");
  public static final PlayerKey<Double> LEARNING_RATE =
      PlayerKey.of("learning-rate", number(0, false, ANY), "learning rate of the first update");
  public static final PlayerKey<Double> MOMENTUM =
      PlayerKey.of(
          "momentum",
          number(0, true, 0.9999),
          "momentum",
          player ->
              List.of(
                  Condition.is(
                      OPTIMIZER.of(player), OptimizerKind.MOMENTUM, OptimizerKind.NESTEROV)));
  public static final PlayerKey<Double> BETA1 =
      PlayerKey.of("beta1", number(0, true, 0.9999), "decay of the first moment", Keys::usesAdam);
  public static final PlayerKey<Double> BETA2 =
      PlayerKey.of(
          "beta2", number(0, true, 0.999999), "decay of the second moment", Keys::usesAdam);
  public static final PlayerKey<Double> RHO =
      PlayerKey.of(
          "rho",
          number(0, true, 0.9999),
          "decay of the mean square",
          player -> List.of(Condition.is(OPTIMIZER.of(player), OptimizerKind.RMSPROP)));
  public static final PlayerKey<Double> EPSILON =
      PlayerKey.of(
          "epsilon",
          number(0, false, 1),
          "added to the root of the second moment",
          player ->
              List.of(
                  Condition.is(OPTIMIZER.of(player), OptimizerKind.ADAM, OptimizerKind.RMSPROP)));
  public static final PlayerKey<DecayKind> DECAY =
      PlayerKey.of("decay", choice(List.of(DecayKind.values())), "how the learning rate falls");
  public static final PlayerKey<Double> DECAY_RATE =
      PlayerKey.of(
          "decay-rate",
          number(0, false, 1),
          "factor on the learning rate every decay-steps updates",
          Keys::decays);
  public static final PlayerKey<Integer> DECAY_STEPS =
      PlayerKey.of("decay-steps", integer(1, MANY), "own updates between two decays", Keys::decays);

  public static final PlayerKey<Double> GRADIENT_CLIP =
      PlayerKey.of(
          "gradient-clip",
          number(0, true, ANY),
          "most that the gradient's norm may be, which is scaled down to it; 0 is none");
  public static final PlayerKey<Double> WEIGHT_DECAY =
      PlayerKey.of(
          "weight-decay",
          number(0, true, ANY),
          "what each parameter counts for in its own gradient; 0 is none",
          Keys::hasNoStatistics);

  public static final Key<BatchKind> DISCRIMINATOR_BATCHES =
      Key.of(
          "discriminator.batches",
          choice(List.of(BatchKind.values())),
          "D's loss as the sum of the means of real and of generated rows, or the mean of all");
  public static final Key<Integer> BATCH = Key.of("batch", integer(1, 65_536), "samples a batch");
  public static final Key<Integer> EPOCHS =
      Key.of(
          "epochs",
          integer(0, 1_000_000),
          "epochs of the data that D learns from, which make the steps; 0 counts steps");
  public static final Key<Integer> STEPS =
      Key.of("steps", integer(1, MANY), "GAN steps", Condition.zero(EPOCHS));
  public static final Key<UpdateOrder> UPDATE_ORDER =
      Key.of("update-order", choice(List.of(UpdateOrder.values())), "who moves when in a step");
  public static final Key<Integer> OPTIMUM_WINDOW =
      Key.of(
          "optimum-window",
          integer(1, MANY),
          "steps of a player over which its mean loss is compared with the window's before",
          Condition.is(UPDATE_ORDER, UpdateOrder.TO_OPTIMUM));
  public static final Key<Double> OPTIMUM_GAIN =
      Key.of(
          "optimum-gain",
          number(0, true, ANY),
          "a player whose mean loss falls by less is at its optimum, and the other one moves",
          Condition.is(UPDATE_ORDER, UpdateOrder.TO_OPTIMUM));
  public static final Key<Integer> DISCRIMINATOR_STEPS =
      Key.of(
          "discriminator-steps",
          integer(1, 1000),
          "D updates a G update",
          Condition.is(UPDATE_ORDER, UpdateOrder.ALTERNATING, UpdateOrder.GENERATOR_FIRST));

  public static final Key<Integer> DISCRIMINATOR_WARM_UP =
      Key.of(
          "discriminator-warm-up",
          integer(0, 1000),
          "D updates of a step of D's warm-up; 0 is none",
          Condition.is(UPDATE_ORDER, UpdateOrder.ALTERNATING, UpdateOrder.GENERATOR_FIRST),
          Condition.zero(EPOCHS));
  private static final Condition WARMED = Condition.notZero(DISCRIMINATOR_WARM_UP, 3);
  public static final Key<Integer> DISCRIMINATOR_WARM_UP_STEPS =
      Key.of(
          "discriminator-warm-up-steps",
          integer(0, MANY),
          "first steps, which are of D's warm-up",
          WARMED);
  public static final Key<Integer> DISCRIMINATOR_WARM_UP_EVERY =
      Key.of(
          "discriminator-warm-up-every",
          integer(0, MANY),
          "every so many steps, the first included, one is of D's warm-up; 0 is none",
          WARMED);

  public static final Key<Integer> GENERATOR_BATCHES =
      Key.of(
          "generator.batches",
          integer(1, 16),
          "batches of generated rows that an update of G takes together",
          Condition.is(UPDATE_ORDER, UpdateOrder.ALTERNATING, UpdateOrder.GENERATOR_FIRST));

  public static final Key<Double> REPLAY =
      Key.of(
          "replay",
          number(0, true, 0.99),
          "share of D's generated rows that are earlier ones, from a buffer; 0 keeps none",
          Condition.is(UPDATE_ORDER, UpdateOrder.ALTERNATING, UpdateOrder.GENERATOR_FIRST));
  public static final Key<Integer> REPLAY_SIZE =
      Key.of(
          "replay-size",
          integer(1, 65_536),
          "generated rows that the buffer holds",
          Condition.positive(REPLAY, 0.5));

  public static final Key<Double> GENERATOR_AVERAGE =
      Key.of(
          "generator.average",
          number(0, true, 0.999999),
          "decay of an average of G over its updates, judged beside G; 0 keeps none");

  public static final Key<TrainingMode> TRAINING =
      Key.of(
          "training",
          choice(List.of(TrainingMode.values())),
          "whether one worker trains the GAN or several do, averaged; the latter needs engine graph");
  private static final Condition WITH_WORKERS = Condition.is(TRAINING, TrainingMode.DATA_PARALLEL);
  public static final Key<Integer> WORKERS =
      Key.of(
          "workers",
          integer(1, 64),
          "workers of one GAN; each has batch rows of a batch of workers * batch",
          WITH_WORKERS);
  public static final Key<Integer> AVERAGING_FREQUENCY =
      Key.of(
          "averaging-frequency",
          integer(1, MANY),
          "updates of a worker from one average of all players to the next",
          WITH_WORKERS);

  public static final Key<MinibatchMode> MINIBATCH =
      Key.of(
          "minibatch",
          choice(List.of(MinibatchMode.values())),
          "minibatch discrimination in D; only = neither it nor the hidden layer it stands in for");
  private static final Condition WITH_MINIBATCH = Condition.is(MINIBATCH, MinibatchMode.TRUE);
  public static final Key<Integer> MINIBATCH_KERNELS =
      Key.of("minibatch-kernels", integer(1, 1024), "kernels, one feature each", WITH_MINIBATCH);
  public static final Key<Integer> MINIBATCH_DIMENSIONS =
      Key.of("minibatch-dimensions", integer(1, 1024), "dimensions of a kernel", WITH_MINIBATCH);
  public static final Key<Double> MINIBATCH_SELF_DISTANCE =
      Key.of(
          "minibatch-self-distance",
          number(0, true, 100),
          "distance of a sample to itself; its self term is exp(-distance)",
          WITH_MINIBATCH);
  public static final Key<Double> MINIBATCH_INITIAL_SCALE =
      Key.of(
          "minibatch-initial-scale",
          number(0, false, ANY),
          "standard deviation of the projection's weights at the start",
          WITH_MINIBATCH);

  public static final Key<PretrainMode> PRETRAIN =
      Key.of("pretrain", choice(List.of(PretrainMode.values())), "who is trained before the game");
  public static final Key<Integer> PRETRAIN_STEPS =
      Key.of(
          "pretrain-steps",
          integer(1, MANY),
          "updates of each player before the game",
          Condition.is(PRETRAIN, PretrainMode.D, PretrainMode.G, PretrainMode.BOTH));
  public static final Key<Double> PRETRAIN_RANGE =
      Key.of(
          "pretrain-range",
          number(0, false, ANY),
          "D learns the density on [-range, range)",
          Condition.is(PRETRAIN, PretrainMode.D, PretrainMode.BOTH));

  public static final Key<Double> REAL_LABEL =
      Key.of(
          "real-label",
          number(0, true, 2),
          "D's target for real samples; 0.9 smooths one side",
          TARGETS);
  public static final Key<Double> GENERATOR_LABEL =
      Key.of(
          "generator-label",
          number(0, true, 2),
          "G's target for generated samples, to which it wants D to come",
          Condition.is(LOSS, LossKind.NON_SATURATING, LossKind.LEAST_SQUARES));
  public static final Key<Double> FAKE_LABEL =
      Key.of("fake-label", number(-1, true, 1), "D's target for generated samples", TARGETS);
  public static final Key<Double> REAL_LABEL_WIDTH =
      Key.of(
          "real-label-width",
          number(0, true, 2),
          "width of the range around real-label from which each sample's target is drawn",
          LOG_LOSS);
  public static final Key<Double> FAKE_LABEL_WIDTH =
      Key.of(
          "fake-label-width",
          number(0, true, 2),
          "width of the range around fake-label from which each sample's target is drawn",
          LOG_LOSS);
  public static final Key<Double> LABEL_FLIP =
      Key.of(
          "label-flip",
          number(0, true, 1),
          "chance that a sample's two targets are exchanged",
          Condition.is(LOSS, LossKind.ofSingleRows()));
  public static final Key<Double> INSTANCE_NOISE =
      Key.of(
          "instance-noise",
          number(0, true, ANY),
          "standard deviation of the noise on everything D sees");
  public static final Key<Integer> INSTANCE_NOISE_STEPS =
      Key.of(
          "instance-noise-steps",
          integer(0, MANY),
          "steps over which the instance noise falls linearly to 0; 0 keeps it",
          Condition.positive(INSTANCE_NOISE, 0.1));

  public static final Key<NoiseKind> NOISE =
      Key.of("noise", choice(List.of(NoiseKind.values())), "distribution of G's input");
  public static final Key<Double> NOISE_RANGE =
      Key.of(
          "noise-range",
          number(0, false, ANY),
          "half the width of uniform and linspace noise; deviation of normal noise; a sphere's radius");
  public static final Key<Double> NOISE_JITTER =
      Key.of(
          "noise-jitter",
          number(0, true, ANY),
          "width of the uniform jitter on each point of the linspace",
          Condition.is(NOISE, NoiseKind.LINSPACE));
  public static final Key<Integer> NOISE_DIMENSION =
      Key.of("noise-dimension", integer(1, 4096), "width of G's input");

  public static final Key<NoisePool> NOISE_POOL =
      Key.of(
          "noise-pool",
          choice(List.of(NoisePool.values())),
          "fresh noise, or a row for each row of data, drawn once for both players or for each",
          Condition.is(NOISE, NoiseKind.UNIFORM, NoiseKind.NORMAL, NoiseKind.SPHERE));

  public static final Key<DataLaw> DATA_LAW =
      Key.of("data-law", choice(List.of(DataLaw.values())), "distribution of 1-D data");
  public static final Key<Double> DATA_LOCATION =
      Key.of(
          "data-location",
          number(-ANY, false, ANY),
          "middle of the data: the median, of two modes the point half way");
  public static final Key<Double> DATA_SCALE =
      Key.of(
          "data-scale",
          number(0, false, ANY),
          "width: deviation of a normal and of each of two modes, scale of laplace and cauchy");
  public static final Key<Double> DATA_MEAN =
      Key.of("data-mean", number(-ANY, false, ANY), "mean of the data");
  public static final Key<Double> DATA_STANDARD_DEVIATION =
      Key.of(
          "data-standard-deviation",
          number(0, false, ANY),
          "standard deviation of the data (of each mode of a mixture, of a roll's noise)");
  public static final Key<Double> DATA_SPREAD =
      Key.of(
          "data-spread",
          number(0, false, ANY),
          "spread: radius of a ring or a roll, spacing of a grid, half the way between two modes",
          Condition.is(DATA_LAW, DataLaw.BIMODAL));
  public static final Key<ModeWeights> DATA_WEIGHTS =
      Key.of(
          "data-weights",
          choice(List.of(ModeWeights.values())),
          "shares of the modes of a mixture: equal, or 1, 2, 3 ... parts from mode to mode",
          Condition.is(DATA_LAW, DataLaw.BIMODAL));
  public static final Key<Double> DATA_LOW =
      Key.of("data-low", number(-ANY, false, ANY), "least curvature a of a curve");
  public static final Key<Double> DATA_WIDTH =
      Key.of(
          "data-width",
          number(0, false, ANY),
          "width of the data's range; of curves, greatest curvature less the least");
  public static final Key<Integer> DATA_POINTS =
      Key.of("data-points", integer(2, 4096), "points of a curve");

  public static final Key<String> DATA_PATH =
      Key.of("data.path", ValueType.images(), "images that are read; no id depends on the place");
  public static final Key<Integer> DATA_ROWS =
      Key.of(
          "data.rows", integer(1, Source.MOST_ROWS), "images used, at most: the last of the file");
  public static final Key<ImageOrder> DATA_ORDER =
      Key.of(
          "data.order",
          choice(List.of(ImageOrder.values())),
          "in which order the images of an epoch are drawn");
  public static final Key<LabelUse> LABELS =
      Key.of(
          "data.labels",
          choice(List.of(LabelUse.values())),
          "classes of images: unseen, seen by both players, or seen by G and told by D");
  private static final Condition WITH_LABELS =
      Condition.is(LABELS, LabelUse.CONCATENATED, LabelUse.AUXILIARY);
  private static final Condition TOLD = Condition.is(LABELS, LabelUse.AUXILIARY);
  public static final Key<LabelInput> LABEL_INPUT =
      Key.of(
          "generator.label-input",
          choice(List.of(LabelInput.values())),
          "how G sees a class: numbers of 0 and 1, or a learnt row times the noise",
          WITH_LABELS);
  public static final Key<Double> AUXILIARY_WEIGHT =
      Key.of(
          "discriminator.auxiliary-weight",
          number(0, true, ANY),
          "what telling the classes of real rows counts for in D's loss",
          TOLD);
  public static final Key<Double> AUXILIARY_FAKE_WEIGHT =
      Key.of(
          "discriminator.auxiliary-fake-weight",
          number(0, true, ANY),
          "what telling the classes of generated rows counts for in D's loss",
          TOLD);
  public static final Key<Double> GENERATOR_AUXILIARY_WEIGHT =
      Key.of(
          "generator.auxiliary-weight",
          number(0, true, ANY),
          "what the classes that D tells of generated rows count for in G's loss",
          TOLD);
  public static final Key<ImageRange> DATA_RANGE =
      Key.of(
          "data.range",
          choice(List.of(ImageRange.values())),
          "pixels from black to white, and G's output by a sigmoid or a tanh");
  public static final Key<Integer> DATA_SHRINK =
      Key.of(
          "data.shrink",
          integer(1, 4096),
          "side of the squares of pixels that become one, their mean; 1 is none");

  /** The settings that each player has for itself. */
  public static final List<PlayerKey<?>> PLAYER_KEYS =
      List.of(
          HIDDEN,
          ACTIVATION,
          INITIALIZER,
          INITIAL_SCALE,
          DENSE,
          FILTERS,
          KERNEL,
          FILTER_INITIALIZER,
          FILTER_INITIAL_SCALE,
          OPTIMIZER,
          LEARNING_RATE,
          MOMENTUM,
          BETA1,
          BETA2,
          RHO,
          EPSILON,
          DECAY,
          DECAY_RATE,
          DECAY_STEPS,
          GRADIENT_CLIP,
          WEIGHT_DECAY);

  private Keys() {}

  /** Moving statistics are no weights, and would decay with them. */
  private static List<Condition> hasNoStatistics(Player player) {
    return List.of(Condition.is(norm(player), Norm.NONE, Norm.LAYER, Norm.INSTANCE, Norm.WEIGHT));
  }

  private static List<Condition> usesAdam(Player player) {
    return List.of(Condition.is(OPTIMIZER.of(player), OptimizerKind.ADAM));
  }

  private static List<Condition> decays(Player player) {
    return List.of(Condition.is(DECAY.of(player), DecayKind.STAIRCASE, DecayKind.EXPONENTIAL));
  }
}
