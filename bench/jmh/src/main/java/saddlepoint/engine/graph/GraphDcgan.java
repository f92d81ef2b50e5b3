package saddlepoint.engine.graph;

import java.util.List;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.training.MachineRounds;
import saddlepoint.engine.training.Phase;
import saddlepoint.engine.training.Rounds;
import saddlepoint.numerics.Numerics;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

/** The recipe {@code tflearn-dcgan} on the engine. */
final class GraphDcgan implements Dcgan.Loop {
  private static final List<String> SETTINGS =
      List.of("seeds=1", "epochs=0", "steps=1000000", "log-every=1000000");

  private final GraphMachine<float[]> machine;
  private final Rounds rounds;
  private long turn;

  GraphDcgan() {
    GraphEngine engine = new GraphEngine();
    Trial trial =
        new SweepReader()
            .read("tflearn-dcgan", SETTINGS)
            .plan(engine.arithmetic(), Numerics.VERSION)
            .trials()
            .get(0);
    machine = GraphMachine.of(new GraphArrays<>(Precision.SINGLE), List.of(trial));
    rounds = new MachineRounds(machine, trial.gan(), trial.recording(), List.of());
    // The first step has figures, which nobody hears.
    turn = rounds.end(Phase.GAME, 0);
  }

  @Override
  public void step() {
    long end = rounds.end(Phase.GAME, turn);
    rounds.make(Phase.GAME, turn, end, Rounds.Steps.UNHEARD);
    turn = end;
  }

  @Override
  public void close() {
    machine.close();
  }
}
