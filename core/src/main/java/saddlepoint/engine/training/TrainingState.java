// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.io.Serializable;
import saddlepoint.random.Initializers;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Optimizer;
import saddlepoint.recipe.Player;

/**
 * What is trained and what its optimizers have learnt: between two turns, together with the turn,
 * all that the rest of a training depends on. Of a trial these are both players, of a classifier it
 * alone. In double precision whatever the training's, so that a mean of several hardly depends on
 * the order in which they come. The arrays are not copied.
 *
 * @param parameters of a trial G's, then D's, then those of G's average if one is kept, each in the
 *     order of {@code Snapshot}
 * @param moments what the optimizers keep, of a trial G's, then D's, each moment in the order of
 *     the parameters, one moment after the other, then the rows of a replay's buffer, then BEGAN's
 *     k if the loss has one, then whose turn it is where players move to their optimum; empty if
 *     there is none of these
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrainingState(double[] parameters, double[] moments) implements Serializable {
  /** Room for the state of a GAN. */
  public static TrainingState zeros(Gan gan) {
    int parameters =
        gan.generator().parameters() + gan.discriminator().parameters() + averaged(gan);
    int moments =
        gan.generatorOptimizer().moments() * gan.generator().parameters()
            + gan.discriminatorOptimizer().moments() * gan.discriminator().parameters()
            + gan.replayedNumbers()
            + balances(gan)
            + turns(gan);
    return new TrainingState(new double[parameters], new double[moments]);
  }

  /** The players as a random seed begins with them. */
  public static TrainingState initial(Gan gan, int randomSeed) {
    TrainingState state = zeros(gan);
    float[] generator = Initializers.all(gan.generator(), Player.GENERATOR, randomSeed);
    float[] discriminator = Initializers.all(gan.discriminator(), Player.DISCRIMINATOR, randomSeed);
    for (int i = 0; i < generator.length + discriminator.length; i++) {
      state.parameters[i] =
          i < generator.length ? generator[i] : discriminator[i - generator.length];
    }
    return state.forgotten(gan);
  }

  /** Where in the moments the rows of a replay begin. */
  public int firstReplayed(Gan gan) {
    return moments.length - turns(gan) - balances(gan) - gan.replayedNumbers();
  }

  private static int balances(Gan gan) {
    return gan.loss().isBalanced() ? 1 : 0;
  }

  private static int turns(Gan gan) {
    return gan.optimum().isUsed() ? OptimumTurn.NUMBERS : 0;
  }

  /** Whose turn it is; only where players move to their optimum. */
  OptimumTurn turn(Gan gan) {
    return OptimumTurn.read(moments, moments.length - turns(gan));
  }

  /** Sets whose turn it is; only where players move to their optimum. */
  void setTurn(Gan gan, OptimumTurn turn) {
    turn.write(moments, moments.length - turns(gan));
  }

  /** Updates that a player's optimizer has made after the first turns of a phase. */
  public long updates(Gan gan, Phase phase, Player player, long turns) {
    return phase == Phase.GAME && gan.optimum().isUsed()
        ? turn(gan).updates(player)
        : phase.updates(gan, player, turns);
  }

  /** BEGAN's k; 0 of other losses. */
  public double balance(Gan gan) {
    return gan.loss().isBalanced() ? moments[moments.length - turns(gan) - 1] : 0;
  }

  /** Sets BEGAN's k, if the loss has one. */
  public void setBalance(Gan gan, double balance) {
    if (gan.loss().isBalanced()) {
      moments[moments.length - turns(gan) - 1] = balance;
    }
  }

  private static int averaged(Gan gan) {
    return gan.averagesGenerator() ? gan.generator().parameters() : 0;
  }

  /** What the state of a GAN takes in memory, and on the way between JVMs. */
  public static long bytes(Gan gan) {
    return Double.BYTES
        * (averaged(gan)
            + gan.replayedNumbers()
            + balances(gan)
            + turns(gan)
            + numbers(gan.generator(), gan.generatorOptimizer())
            + numbers(gan.discriminator(), gan.discriminatorOptimizer()));
  }

  private static long numbers(Network network, Optimizer rule) {
    return (1L + rule.moments()) * network.parameters();
  }

  /** The same players with optimizers that know nothing, and an average that begins with G. */
  TrainingState forgotten(Gan gan) {
    double[] begun = parameters.clone();
    int averaged = averaged(gan);
    System.arraycopy(parameters, 0, begun, parameters.length - averaged, averaged);
    return new TrainingState(begun, new double[moments.length]);
  }
}
