// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.generator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import saddlepoint.engine.KeptGenerator;
import saddlepoint.engine.TrialResult;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Pixels;
import saddlepoint.recipe.Shape;
import saddlepoint.sweep.Trial;

/**
 * A trained generator as an {@code .npz} that needs nothing else to be understood: its arrays, and
 * {@code architecture.json}. The array is not copied.
 *
 * <p>It holds what the trial and its bits decide, and no version or time, so that equal generators
 * of a trial are equal bytes.
 *
 * @param step after which the generator was kept
 * @param npz the file
 */
@SuppressWarnings("ArrayRecordComponent")
public record GeneratorFile(int step, byte[] npz) {
  private static final int FORMAT = 1;

  /** The generators that a trial has kept, in the order of their steps. */
  public static List<GeneratorFile> of(TrialResult result) {
    return result.generators().stream().map(kept -> of(result.trial(), kept)).toList();
  }

  private static GeneratorFile of(Trial trial, KeptGenerator kept) {
    Gan gan = trial.gan();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Npz npz = new Npz(out)) {
      npz.integers("format", new int[] {FORMAT});
      npz.bytes("architecture.json", architecture(trial, gan, kept.step()));
      int at = 0;
      for (int index = 0; index < gan.generator().layers().size(); index++) {
        Layer layer = gan.generator().layers().get(index);
        int rows = layer.weights().rows();
        int columns = layer.weights().columns();
        if (rows * columns > 0) {
          npz.floats(weights(index), kept.parameters(), at, rows, columns);
          at += rows * columns;
        }
        if (layer.biases() > 0) {
          npz.floats(biases(index), kept.parameters(), at, layer.biases());
          at += layer.biases();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a generator cannot be encoded: " + e.getMessage(), e);
    }
    return new GeneratorFile(kept.step(), out.toByteArray());
  }

  /**
   * The parameters that it holds: weights before biases, layer by layer.
   *
   * @param network of the generator
   * @throws IOException saying what is wrong, if it is not a file of such a network
   */
  public float[] parameters(Network network) throws IOException {
    Map<String, byte[]> entries = Npz.read(npz);
    float[] parameters = new float[network.parameters()];
    int at = 0;
    for (int index = 0; index < network.layers().size(); index++) {
      Layer layer = network.layers().get(index);
      int rows = layer.weights().rows();
      int columns = layer.weights().columns();
      if (rows * columns > 0) {
        Npz.floats(entries, weights(index), parameters, at, rows, columns);
        at += rows * columns;
      }
      if (layer.biases() > 0) {
        Npz.floats(entries, biases(index), parameters, at, layer.biases());
        at += layer.biases();
      }
    }
    return parameters;
  }

  private static String weights(int layer) {
    return "layer" + layer + ".weights";
  }

  private static String biases(int layer) {
    return "layer" + layer + ".biases";
  }

  private static byte[] architecture(Trial trial, Gan gan, int step) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      // Lines end alike on every system.
      DefaultIndenter lines = new DefaultIndenter("  ", "\n");
      DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
      printer.indentObjectsWith(lines);
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      json.writeNumberField("format", FORMAT);
      json.writeStringField("trial_id", trial.id());
      json.writeStringField("recipe", trial.cell().recipe());
      json.writeStringField("preset", trial.cell().preset());
      json.writeStringField("config_id", trial.cell().configId());
      json.writeNumberField("random_seed", trial.randomSeed());
      json.writeStringField("arithmetic", trial.arithmetic());
      json.writeNumberField("step", step);
      Architecture.write(json, gan.noise());
      json.writeNumberField("classes", gan.source().classes());
      json.writeNumberField("data_columns", gan.source().columns());
      if (gan.judge().pixels().isPresent()) {
        write(json, gan.judge().pixels().get());
      }
      Architecture.write(json, "layers", gan.generator());
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void write(JsonGenerator json, Pixels pixels) throws IOException {
    Shape shape = pixels.shape();
    json.writeObjectFieldStart("image");
    json.writeNumberField("height", shape.height());
    json.writeNumberField("width", shape.width());
    json.writeNumberField("channels", shape.channels());
    json.writeNumberField("black", pixels.range().black());
    json.writeNumberField("white", pixels.range().white());
    json.writeEndObject();
  }
}
