// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import saddlepoint.engine.Checkpoints.UnfitException;
import saddlepoint.engine.History;
import saddlepoint.engine.KeptGenerator;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Snapshot;
import saddlepoint.metric.Metric;
import saddlepoint.numerics.Numerics;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Pixels;
import saddlepoint.sweep.Identity;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * Checkpoints of some trials by one engine, as bytes. Every number keeps its bits. The head tells
 * for whom they are, and nothing behind another head is looked at.
 */
final class CheckpointFormat {
  private static final String MARK = "saddlepoint checkpoint";

  /** Another one whenever what is written changes. */
  private static final int FORMAT = 2;

  private static final byte[] NO_SAMPLES = {};

  private static final String METRICS =
      Arrays.stream(Metric.values()).map(Metric::name).collect(Collectors.joining(" "));

  private final String engine;
  private final List<Trial> trials;

  /**
   * The format of some trials.
   *
   * @param engine name of the one that trains them
   * @param trials of one shape, in the order in which the engine has them
   */
  CheckpointFormat(String engine, List<Trial> trials) {
    this.engine = engine;
    this.trials = List.copyOf(trials);
  }

  /** Names the training: another one for other trials, another order of them, another engine. */
  String training() {
    return Identity.of(engine + "\n" + ids());
  }

  private String ids() {
    return trials.stream().map(Trial::id).collect(Collectors.joining("\n"));
  }

  /**
   * Writes a checkpoint.
   *
   * @param known what is known of each trial, made when it is written: together they are large
   */
  void write(OutputStream to, long turns, long nanos, List<String> trainers, Known known)
      throws IOException {
    DataOutputStream out = new DataOutputStream(to);
    out.writeUTF(MARK);
    out.writeInt(FORMAT);
    out.writeUTF(METRICS);
    out.writeUTF(engine);
    out.writeInt(Numerics.VERSION);
    out.writeInt(trials.size());
    for (Trial trial : trials) {
      out.writeUTF(trial.id());
    }
    for (int every : recorded(trials.get(0).recording())) {
      out.writeInt(every);
    }
    out.writeUTF(Phase.GAME.name());
    out.writeLong(turns);
    out.writeLong(nanos);
    out.writeInt(trainers.size());
    for (String trainer : trainers) {
      out.writeUTF(trainer);
    }
    for (int index = 0; index < trials.size(); index++) {
      Checkpoint.OfTrial ofTrial = known.of(index);
      write(out, ofTrial.state().parameters());
      write(out, ofTrial.state().moments());
      write(out, ofTrial.record());
    }
    out.flush();
  }

  /** What of a recording decides which figures there are; the rest counts at the end alone. */
  private static int[] recorded(Recording recording) {
    return new int[] {
      recording.logEvery(),
      recording.evaluateEvery(),
      recording.snapshotEvery(),
      recording.generators().ordinal()
    };
  }

  private static void write(DataOutputStream out, Checkpoint.TrialRecord record)
      throws IOException {
    write(out, record.history());
    out.writeInt(record.snapshots().size());
    for (Snapshot snapshot : record.snapshots()) {
      out.writeInt(snapshot.step());
      write(out, snapshot.generator());
      write(out, snapshot.discriminator());
    }
    out.writeInt(record.generators().size());
    for (KeptGenerator generator : record.generators()) {
      out.writeInt(generator.step());
      write(out, generator.parameters());
    }
    out.writeInt(record.saturatedStep());
    out.writeLong(record.evaluating());
    Outcome outcome = record.outcome();
    out.writeBoolean(outcome != null);
    if (outcome != null) {
      out.writeUTF(outcome.kind().name());
      out.writeInt(outcome.step());
      out.writeUTF(outcome.message());
    }
  }

  private static void write(DataOutputStream out, History history) throws IOException {
    int[] steps = history.steps();
    out.writeInt(steps.length);
    for (int row = 0; row < steps.length; row++) {
      out.writeInt(steps[row]);
      out.writeBoolean(history.evaluated(row));
      byte[] samples = history.samples(row).orElse(NO_SAMPLES);
      out.writeInt(samples.length);
      out.write(samples);
    }
    for (Metric metric : Metric.values()) {
      float[] values = history.values(metric);
      boolean isMissing = true;
      for (float value : values) {
        isMissing &= Float.floatToRawIntBits(value) == Float.floatToRawIntBits(Float.NaN);
      }
      out.writeBoolean(isMissing);
      if (!isMissing) {
        write(out, values);
      }
    }
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeInt(Float.floatToRawIntBits(value));
    }
  }

  /** Numbers that are floats, as those of all engines are today, take half the room. */
  private static void write(DataOutputStream out, double[] values) throws IOException {
    boolean areFloats = true;
    for (double value : values) {
      areFloats &= Double.doubleToRawLongBits((float) value) == Double.doubleToRawLongBits(value);
    }
    out.writeInt(values.length);
    out.writeBoolean(areFloats);
    for (double value : values) {
      if (areFloats) {
        out.writeInt(Float.floatToRawIntBits((float) value));
      } else {
        out.writeLong(Double.doubleToRawLongBits(value));
      }
    }
  }

  /**
   * Reads a checkpoint.
   *
   * @throws UnfitException if it is of other trials, another engine or another format
   */
  Checkpoint read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    requireHead(in);
    long turns = in.readLong();
    Gan gan = trials.get(0).gan();
    require(
        turns > 0 && turns < Phase.GAME.turns(gan) && Schedule.of(gan).isEndOfStep(turns),
        "is of no end of a step");
    long nanos = in.readLong();
    List<String> trainers = new ArrayList<>();
    for (int left = count(in, Integer.MAX_VALUE); left > 0; left--) {
      trainers.add(in.readUTF());
    }
    TrainingState room = TrainingState.zeros(gan);
    List<Checkpoint.OfTrial> known = new ArrayList<>();
    for (int index = 0; index < trials.size(); index++) {
      TrainingState state =
          new TrainingState(
              doubles(in, room.parameters().length), doubles(in, room.moments().length));
      known.add(new Checkpoint.OfTrial(state, record(in, trials.get(index))));
    }
    require(in.read() < 0, "goes on behind its end");
    return new Checkpoint(turns, nanos, trainers, known);
  }

  private void requireHead(DataInputStream in) throws IOException {
    try {
      require(in.readUTF().equals(MARK), "is no checkpoint");
    } catch (EOFException e) {
      throw new UnfitException("is no checkpoint");
    }
    require(in.readInt() == FORMAT, "is of another format");
    require(in.readUTF().equals(METRICS), "has other figures");
    require(in.readUTF().equals(engine), "is of another engine");
    require(in.readInt() == Numerics.VERSION, "is of another version of the bits");
    require(in.readInt() == trials.size(), "is of other trials");
    for (Trial trial : trials) {
      require(in.readUTF().equals(trial.id()), "is of other trials");
    }
    for (int every : recorded(trials.get(0).recording())) {
      require(in.readInt() == every, "was recorded otherwise");
    }
    require(in.readUTF().equals(Phase.GAME.name()), "is of another phase");
  }

  private static Checkpoint.TrialRecord record(DataInputStream in, Trial trial) throws IOException {
    Gan gan = trial.gan();
    Recording recording = trial.recording();
    int mostSamples =
        gan.judge().pixels().map(pixels -> Pixels.SAMPLES * pixels.shape().columns()).orElse(0);
    History history = history(in, recording.loggedSteps(gan.steps()), mostSamples);
    List<Snapshot> snapshots = new ArrayList<>();
    for (int left = count(in, recording.keptSnapshots(gan.steps())); left > 0; left--) {
      snapshots.add(
          new Snapshot(
              in.readInt(),
              floats(in, gan.generator().parameters()),
              floats(in, gan.discriminator().parameters())));
    }
    List<KeptGenerator> generators = new ArrayList<>();
    int most = (int) Math.min(Integer.MAX_VALUE, recording.keptGenerators(gan));
    for (int left = count(in, most); left > 0; left--) {
      generators.add(new KeptGenerator(in.readInt(), floats(in, gan.generator().parameters())));
    }
    int saturatedStep = in.readInt();
    long evaluating = in.readLong();
    Outcome outcome =
        in.readBoolean()
            ? new Outcome(Outcome.Kind.valueOf(in.readUTF()), in.readInt(), in.readUTF())
            : null;
    return new Checkpoint.TrialRecord(
        history, snapshots, generators, saturatedStep, outcome, evaluating);
  }

  private static History history(DataInputStream in, int capacity, int mostSamples)
      throws IOException {
    int length = count(in, capacity);
    int[] steps = new int[length];
    boolean[] evaluated = new boolean[length];
    byte[][] samples = new byte[length][];
    for (int row = 0; row < length; row++) {
      steps[row] = in.readInt();
      evaluated[row] = in.readBoolean();
      int count = count(in, mostSamples);
      if (count > 0) {
        samples[row] = new byte[count];
        in.readFully(samples[row]);
      }
    }
    Map<Metric, float[]> values = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      boolean isMissing = in.readBoolean();
      if (!isMissing) {
        values.put(metric, floats(in, length));
      }
    }
    return History.of(capacity, steps, evaluated, samples, values);
  }

  private static float[] floats(DataInputStream in, int length) throws IOException {
    require(in.readInt() == length, "has arrays of other lengths");
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = Float.intBitsToFloat(in.readInt());
    }
    return values;
  }

  private static double[] doubles(DataInputStream in, int length) throws IOException {
    require(in.readInt() == length, "has arrays of other lengths");
    boolean areFloats = in.readBoolean();
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] =
          areFloats ? Float.intBitsToFloat(in.readInt()) : Double.longBitsToDouble(in.readLong());
    }
    return values;
  }

  private static int count(DataInputStream in, int most) throws IOException {
    int count = in.readInt();
    require(count >= 0 && count <= most, "counts what cannot be");
    return count;
  }

  private static void require(boolean isSo, String otherwise) throws UnfitException {
    if (!isSo) {
      throw new UnfitException(otherwise);
    }
  }

  /** Knows of each trial what is to be kept. */
  interface Known {
    Checkpoint.OfTrial of(int trial);
  }
}
