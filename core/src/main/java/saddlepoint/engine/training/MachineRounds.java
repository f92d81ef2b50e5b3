// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import saddlepoint.engine.Device;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.recipe.ClippingTime;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.LogarithmOfZero;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.WeightClipping;
import saddlepoint.sweep.Recording;

/**
 * Rounds on one machine, of one step each; before the game of one update. Allocates nothing that a
 * step would leave behind. Not thread safe.
 */
public final class MachineRounds implements Rounds {
  private final Machine machine;
  private final Schedule schedule;
  private final int steps;
  private final Recording recording;
  private final List<? extends StepLog> logs;
  private final Map<Player, List<LogarithmOfZero>> zeros = new EnumMap<>(Player.class);
  private final WeightClipping clipping;
  private final boolean averages;

  /**
   * Rounds to come.
   *
   * @param gan of any of the machine's trials
   * @param logs one a trial, which hear of logged steps and of D at the end of its range
   */
  public MachineRounds(
      Machine machine, Gan gan, Recording recording, List<? extends StepLog> logs) {
    this.machine = machine;
    this.recording = recording;
    this.logs = List.copyOf(logs);
    schedule = Schedule.of(gan);
    steps = gan.steps();
    clipping = gan.loss().clipping();
    averages = gan.averagesGenerator();
    for (Player player : Player.values()) {
      zeros.put(player, gan.loss().logarithmsOfZero(player));
    }
  }

  @Override
  public void forget() {
    machine.forget();
  }

  @Override
  public long end(Phase phase, long from) {
    return phase == Phase.GAME ? schedule.turnsBefore(schedule.step(from) + 1L) : from + 1;
  }

  @Override
  public void make(Phase phase, long from, long to, Steps heard) {
    for (long turn = from; turn < to; turn++) {
      switch (phase) {
        case DISCRIMINATOR_PRETRAINING -> fit(Player.DISCRIMINATOR, (int) turn);
        case GENERATOR_PRETRAINING -> fit(Player.GENERATOR, (int) turn);
        case GAME -> play(turn, heard);
      }
    }
  }

  private void fit(Player player, int update) {
    machine.fit(player, update);
    machine.prepare(player);
    machine.update(player);
  }

  private void play(long turn, Steps heard) {
    int step = schedule.step(turn);
    int index = (int) (turn - schedule.turnsBefore(step));
    List<Turn> turns = schedule.turns(step);
    if (index == 0) {
      heard.begin(step);
    }
    boolean logged = recording.logs(step, steps);
    List<Move> moves = turns.get(index).moves();
    for (int i = 0; i < moves.size(); i++) {
      play(moves.get(i), step, logged);
    }
    if (index == turns.size() - 1) {
      heard.end(step);
    }
  }

  /** Figures are told before the parameters that they come from change. */
  private void play(Move move, int step, boolean logged) {
    clip(move, ClippingTime.BEFORE_UPDATE);
    machine.look(move, step);
    List<Player> learners = move.learners();
    for (int i = 0; i < learners.size(); i++) {
      Player learner = learners.get(i);
      machine.learn(learner, move);
      List<LogarithmOfZero> ends = zeros.get(learner);
      for (int j = 0; j < ends.size(); j++) {
        machine.tellSaturated(ends.get(j).ofReal(), ends.get(j).output(), step, logs);
      }
      if (logged && move.isTold()) {
        machine.tell(learner, step, logs);
      }
    }
    for (int i = 0; i < learners.size(); i++) {
      update(learners.get(i), move.from());
    }
    clip(move, ClippingTime.AFTER_UPDATE);
  }

  private void update(Player player, Move.From from) {
    // Where it is: weights decay by the gradient of the point that was tried as well.
    machine.prepare(player);
    switch (from) {
      case HERE -> {}
      case HERE_ON_TRIAL -> machine.remember(player);
      case BEFORE -> machine.goBack(player);
    }
    machine.update(player);
    if (averages && player == Player.GENERATOR && from != Move.From.HERE_ON_TRIAL) {
      machine.average();
    }
  }

  private void clip(Move move, ClippingTime now) {
    if (clipping.isDue(now) && move.teaches(Player.DISCRIMINATOR)) {
      machine.clip();
    }
  }

  @Override
  public Device device() {
    return machine.device();
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
}
