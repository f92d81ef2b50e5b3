// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.engine.training.TrainingState;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Player;

/** The state of one lane, out of its players and into them. */
final class LaneState {
  private LaneState() {}

  static TrainingState of(LanePlayers players, Gan gan, int lane) {
    TrainingState state = TrainingState.zeros(gan);
    int parameters = 0;
    int moments = 0;
    for (Player player : Player.values()) {
      LaneNetwork network = players.network(player);
      parameters = write(network.parameters(lane), state.parameters(), parameters);
      for (float[] moment : network.moments(lane, gan.optimizer(player).moments())) {
        moments = write(moment, state.moments(), moments);
      }
    }
    if (gan.averagesGenerator()) {
      write(players.generator.averaged(lane), state.parameters(), parameters);
    }
    return state;
  }

  private static int write(float[] from, double[] to, int at) {
    for (int i = 0; i < from.length; i++) {
      to[at + i] = from[i];
    }
    return at + from.length;
  }

  static void resume(LanePlayers players, Gan gan, int lane, TrainingState state) {
    int parameters = 0;
    int moments = 0;
    for (Player player : Player.values()) {
      int count = gan.network(player).parameters();
      List<float[]> kept = new ArrayList<>();
      for (int moment = 0; moment < gan.optimizer(player).moments(); moment++) {
        kept.add(read(state.moments(), moments, count));
        moments += count;
      }
      players.network(player).resume(lane, read(state.parameters(), parameters, count), kept);
      parameters += count;
    }
    if (gan.averagesGenerator()) {
      int count = gan.generator().parameters();
      players.generator.resumeAverage(lane, read(state.parameters(), parameters, count));
    }
  }

  private static float[] read(double[] from, int at, int count) {
    float[] part = new float[count];
    for (int i = 0; i < count; i++) {
      part[i] = (float) from[at + i];
    }
    return part;
  }
}
