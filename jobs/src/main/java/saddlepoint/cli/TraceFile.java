// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.generator.Architecture;
import saddlepoint.provenance.Provenance;
import saddlepoint.recipe.Choice;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.InstanceNoise;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.Optimizer;
import saddlepoint.recipe.Pretraining;
import saddlepoint.recipe.ReconstructionError;
import saddlepoint.sweep.Trial;

/**
 * The JSON of a trace, written as training goes. Numbers are written so that reading them gives the
 * same bits; those that are not finite are the texts NaN, Infinity and -Infinity.
 */
final class TraceFile implements TrainingObserver, AutoCloseable {
  private static final int FORMAT = 1;

  private final JsonGenerator json;
  private IOException failure;

  TraceFile(OutputStream out) throws IOException {
    json = new JsonFactory().createGenerator(out);
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(DefaultPrettyPrinter.FixedSpaceIndenter.instance);
    json.setPrettyPrinter(printer);
  }

  /** Writes what is known before training. */
  void begin(Trial trial) throws IOException {
    Provenance here = Provenance.here();
    json.writeStartObject();
    json.writeNumberField("format", FORMAT);
    json.writeStringField("trial_id", trial.id());
    json.writeStringField("recipe", trial.cell().recipe());
    json.writeStringField("preset", trial.cell().preset());
    json.writeNumberField("random_seed", trial.randomSeed());
    json.writeStringField("arithmetic", trial.arithmetic());
    json.writeNumberField("numerics_version", here.numericsVersion());
    json.writeStringField("code_version", here.codeVersion());
    json.writeObjectFieldStart("settings");
    for (var setting : trial.cell().settings().values().entrySet()) {
      json.writeFieldName(setting.getKey());
      write(setting.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("gan");
    write(trial.gan());
    json.writeEndObject();
  }

  @Override
  public void initial(float[] generator, float[] discriminator) {
    guard(
        () -> {
          json.writeObjectFieldStart("initial");
          json.writeStringField(
              "order", "layer by layer, weights [in, out] row by row, then biases");
          write("generator", generator, generator.length);
          write("discriminator", discriminator, discriminator.length);
          json.writeEndObject();
          json.writeArrayFieldStart("events");
        });
  }

  @Override
  public void drawn(String phase, int step, String what, float[] values, int count) {
    guard(
        () -> {
          json.writeStartObject();
          json.writeStringField("drawn", what);
          json.writeStringField("phase", phase);
          json.writeNumberField("update", step);
          write("values", values, count);
          json.writeEndObject();
        });
  }

  @Override
  public void step(int step, double lossD, double lossG, float[] real, float[] fake) {
    guard(
        () -> {
          json.writeStartObject();
          json.writeNumberField("step", step);
          json.writeNumberField("d_loss", lossD);
          json.writeNumberField("g_loss", lossG);
          write("d_real", real, real.length);
          write("d_fake", fake, fake.length);
          json.writeEndObject();
        });
  }

  /**
   * Writes what is known after training.
   *
   * @throws IOException also what was met while training, which an engine takes for the trial's own
   *     error
   */
  void end(TrialResult result) throws IOException {
    if (failure != null) {
      throw failure;
    }
    // A training that failed before it drew anything has not begun its events.
    if (json.getOutputContext().inArray()) {
      json.writeEndArray();
    }
    json.writeStringField("outcome", result.outcome().kind().name());
    json.writeNumberField("outcome_step", result.outcome().step());
    json.writeStringField("outcome_message", result.outcome().message());
    json.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }

  private void write(Gan gan) throws IOException {
    json.writeNumberField("batch", gan.batch());
    json.writeNumberField("steps", gan.steps());
    json.writeStringField("update_order", gan.updateOrder().text());
    json.writeNumberField("discriminator_steps", gan.discriminatorSteps().usual());
    json.writeNumberField("discriminator_warm_up", gan.discriminatorSteps().warmUp());
    json.writeNumberField("discriminator_warm_up_steps", gan.discriminatorSteps().warmUpSteps());
    json.writeNumberField("discriminator_warm_up_every", gan.discriminatorSteps().warmUpEvery());
    json.writeNumberField("data_columns", gan.source().columns());
    json.writeBooleanField("labelled", gan.source().hasLabels());
    json.writeStringField("norm_statistics", gan.generatedRows().statistics().text());
    json.writeNumberField("generator_batches", gan.generatedRows().batches());
    json.writeNumberField("replay", gan.generatedRows().replay().share());
    json.writeNumberField("replay_size", gan.generatedRows().replay().size());
    json.writeNumberField("generator_average", gan.generatorAverage());
    json.writeStringField(
        "reconstruction_error",
        gan.discriminator().reconstruction().map(ReconstructionError::text).orElse("none"));
    Architecture.write(json, gan.noise());
    Architecture.write(json, "generator", gan.generator());
    Architecture.write(json, "discriminator", gan.discriminator());
    write(gan.loss());
    write("generator_optimizer", gan.generatorOptimizer());
    write("discriminator_optimizer", gan.discriminatorOptimizer());
    Pretraining pretraining = gan.pretraining();
    json.writeObjectFieldStart("pretraining");
    json.writeStringField("mode", pretraining.mode().text());
    json.writeNumberField("steps", pretraining.steps());
    json.writeNumberField("range", pretraining.range());
    json.writeEndObject();
    InstanceNoise instanceNoise = gan.instanceNoise();
    json.writeObjectFieldStart("instance_noise");
    json.writeNumberField("standard_deviation", instanceNoise.standardDeviation());
    json.writeNumberField("steps", instanceNoise.steps());
    json.writeEndObject();
  }

  private void write(Loss loss) throws IOException {
    json.writeObjectFieldStart("loss");
    json.writeStringField("kind", loss.kind().text());
    json.writeStringField("discriminator_output", loss.output().text());
    json.writeNumberField("clamp", loss.clamp());
    json.writeNumberField("probability_floor", loss.floor());
    json.writeNumberField("real_label", loss.realLabel());
    json.writeNumberField("fake_label", loss.fakeLabel());
    json.writeNumberField("real_label_width", loss.realWidth());
    json.writeNumberField("fake_label_width", loss.fakeWidth());
    json.writeNumberField("label_flip", loss.flip());
    json.writeNumberField("share_of_each_mean", loss.share());
    json.writeNumberField("generator_label", loss.generatorLabel());
    json.writeNumberField("weight_clip", loss.clipping().bound());
    json.writeStringField("weight_clip_time", loss.clipping().time().text());
    json.writeStringField("penalty", loss.penalty().kind().text());
    json.writeNumberField("penalty_weight", loss.penalty().weight());
    json.writeNumberField("penalty_target", loss.penalty().target());
    json.writeNumberField("diversity_ratio", loss.balance().ratio());
    json.writeNumberField("balance_rate", loss.balance().rate());
    json.writeStringField("balance_range", loss.balance().range().text());
    json.writeNumberField("classes", loss.auxiliary().classes());
    json.writeNumberField("class_weight_of_real", loss.auxiliary().realWeight());
    json.writeNumberField("class_weight_of_fake", loss.auxiliary().fakeWeight());
    json.writeNumberField("class_weight_of_generator", loss.auxiliary().generatorWeight());
    json.writeEndObject();
  }

  private void write(String name, Optimizer optimizer) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("kind", optimizer.kind().text());
    json.writeNumberField("learning_rate", optimizer.learningRate());
    json.writeNumberField("momentum", optimizer.momentum());
    json.writeNumberField("beta1", optimizer.beta1());
    json.writeNumberField("beta2", optimizer.beta2());
    json.writeNumberField("rho", optimizer.rho());
    json.writeNumberField("epsilon", optimizer.epsilon());
    json.writeStringField("decay", optimizer.decay().kind().text());
    json.writeNumberField("decay_rate", optimizer.decay().rate());
    json.writeNumberField("decay_steps", optimizer.decay().steps());
    json.writeNumberField("gradient_clip", optimizer.gradientClip());
    json.writeNumberField("weight_decay", optimizer.weightDecay());
    json.writeEndObject();
  }

  /** A setting's value: an integer, a number, a choice, or a list of integers. */
  private void write(Object value) throws IOException {
    if (value instanceof Integer number) {
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Iterable<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        write(item);
      }
      json.writeEndArray();
    } else if (value instanceof Choice choice) {
      json.writeString(choice.text());
    } else {
      json.writeString(String.valueOf(value));
    }
  }

  private void write(String name, float[] values, int count) throws IOException {
    json.writeArrayFieldStart(name);
    for (int i = 0; i < count; i++) {
      json.writeNumber(values[i]);
    }
    json.writeEndArray();
  }

  /** The observer's methods cannot throw what a file throws. */
  private void guard(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      failure = e;
      throw new UncheckedIOException(e);
    }
  }

  private interface Writing {
    void run() throws IOException;
  }
}
