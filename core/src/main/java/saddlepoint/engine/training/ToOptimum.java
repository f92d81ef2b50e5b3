// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.List;
import saddlepoint.engine.Device;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Optimum;
import saddlepoint.recipe.Player;
import saddlepoint.sweep.Recording;

/**
 * A machine of one trial whose players move by turns, each to its optimum against the other: D
 * first, until {@link Optimum} is reached, then G, and so on. In every step both look at the same
 * rows, and the one whose turn it is learns from them and moves; the other's parameters and
 * optimizer stand still, and its gradient is made for the figures of logged steps alone.
 */
final class ToOptimum implements Machine {
  private final Machine machine;
  private final Gan gan;
  private final Recording recording;
  private final Objective objective;
  private OptimumTurn turn = OptimumTurn.FIRST;

  /** Who moves in the step that is made; null before the game, when who learns moves. */
  private Player moving;

  private int step;

  private ToOptimum(Machine machine, Gan gan, Recording recording) {
    this.machine = machine;
    this.gan = gan;
    this.recording = recording;
    objective = new Objective(new StepFigures(gan.loss(), gan.batch()));
  }

  /**
   * The machine as the GAN's update order plays it.
   *
   * @param trials of the machine
   * @throws IllegalArgumentException if several trials would each have a turn of their own
   */
  static Machine where(Gan gan, Recording recording, Machine machine, int trials) {
    if (!gan.optimum().isUsed()) {
      return machine;
    }
    if (trials != 1) {
      throw new IllegalArgumentException(
          "players that move to their optimum are trained alone, got " + trials + " trials");
    }
    return new ToOptimum(machine, gan, recording);
  }

  /** Hears what a player minimizes of the rows that it has learned from. */
  private static final class Objective implements StepLog {
    private final StepFigures figures;
    private double loss;

    Objective(StepFigures figures) {
      this.figures = figures;
    }

    @Override
    public void logDiscriminator(
        int step,
        StepFigures.Outputs real,
        StepFigures.Outputs fake,
        double learningRate,
        double norm) {
      loss = figures.discriminatorLoss(real, fake);
    }

    @Override
    public void logPenalty(float[] norms) {
      loss += figures.penalty(norms);
    }

    @Override
    public void logGenerator(int step, StepFigures.Outputs fake, double learningRate, double norm) {
      loss = figures.generatorLoss(fake);
    }

    @Override
    public void saturate(int step) {}
  }

  /** Tells a log of a player that stands still, whose learning rate is 0. */
  private record Standing(StepLog log) implements StepLog {
    @Override
    public void logDiscriminator(
        int step,
        StepFigures.Outputs real,
        StepFigures.Outputs fake,
        double learningRate,
        double norm) {
      log.logDiscriminator(step, real, fake, 0, norm);
    }

    @Override
    public void logPenalty(float[] norms) {
      log.logPenalty(norms);
    }

    @Override
    public void logGenerator(int step, StepFigures.Outputs fake, double learningRate, double norm) {
      log.logGenerator(step, fake, 0, norm);
    }

    @Override
    public void saturate(int step) {
      log.saturate(step);
    }
  }

  private boolean moves(Player player) {
    return moving == null || moving == player;
  }

  @Override
  public void look(Move move, int step) {
    this.step = step;
    moving = turn.mover();
    machine.look(move, step);
  }

  @Override
  public void learn(Player player, Move move) {
    if (moves(player) || recording.logs(step, gan.steps())) {
      machine.learn(player, move);
    }
    if (moves(player)) {
      machine.tell(player, step, List.of(objective));
      turn = turn.after(objective.loss, gan.optimum());
    }
  }

  @Override
  public void fit(Player player, int update) {
    moving = null;
    machine.fit(player, update);
  }

  @Override
  public void prepare(Player player) {
    if (moves(player)) {
      machine.prepare(player);
    }
  }

  @Override
  public void update(Player player) {
    if (moves(player)) {
      machine.update(player);
    }
  }

  @Override
  public void remember(Player player) {
    machine.remember(player);
  }

  @Override
  public void goBack(Player player) {
    machine.goBack(player);
  }

  @Override
  public void clip() {
    if (moves(Player.DISCRIMINATOR)) {
      machine.clip();
    }
  }

  @Override
  public void average() {
    if (moves(Player.GENERATOR)) {
      machine.average();
    }
  }

  @Override
  public void forget() {
    turn = OptimumTurn.FIRST;
    machine.forget();
  }

  @Override
  public void tell(Player player, int step, List<? extends StepLog> logs) {
    machine.tell(player, step, moves(player) ? logs : List.of(new Standing(logs.get(0))));
  }

  @Override
  public void tellSaturated(boolean ofReal, double output, int step, List<? extends StepLog> logs) {
    machine.tellSaturated(ofReal, output, step, logs);
  }

  @Override
  public Snapshot snapshot(int trial, int step) {
    return machine.snapshot(trial, step);
  }

  @Override
  public Players players(int trial, int step) {
    return machine.players(trial, step);
  }

  @Override
  public Players averaged(int trial, int step) {
    return machine.averaged(trial, step);
  }

  @Override
  public Device device() {
    return machine.device();
  }

  @Override
  public TrainingState state(int trial) {
    TrainingState state = machine.state(trial);
    state.setTurn(gan, turn);
    return state;
  }

  @Override
  public void resume(Phase phase, long turns, List<TrainingState> states) {
    turn = states.get(0).turn(gan);
    machine.resume(phase, turns, states);
  }
}
