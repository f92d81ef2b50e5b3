// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.metric.Metric;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.UpdateOrder;
import saddlepoint.sweep.GapChoice;
import saddlepoint.sweep.JacobianChoice;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;
import saddlepoint.sweep.Vocabulary;

/**
 * Every preset in every update order that may be set, with and without instance noise and flipped
 * labels; of a preset with a fixed setting only the cases that keep it: what a change of how
 * training is written must not change a bit of.
 */
public final class FigureCases {
  /** Trials of a case, which differ by random seed. */
  public static final int TRIALS = 2;

  /** The resource of the hashes. */
  public static final String FILE = "golden/figures-2.txt";

  private static final int STEPS = 12;
  private static final int CANONICAL_NAN = 0x7fc00000;
  private static final Recording RECORDING =
      new Recording(
          1,
          0,
          Duration.ZERO,
          STEPS - 1,
          new Judging(GapChoice.NONE, JacobianChoice.NONE, VerdictLimits.USUAL));

  /** The figures that the hashes cover: one that is added to the product changes none of them. */
  private static final List<Metric> COVERED =
      List.of(
          Metric.D_REAL,
          Metric.D_REAL_P05,
          Metric.D_REAL_P50,
          Metric.D_REAL_P95,
          Metric.D_FAKE,
          Metric.D_FAKE_P05,
          Metric.D_FAKE_P50,
          Metric.D_FAKE_P95,
          Metric.D_SCORE,
          Metric.D_LOSS,
          Metric.G_LOSS,
          Metric.D_ACCURACY_REAL,
          Metric.D_ACCURACY_FAKE,
          Metric.D_LEARNING_RATE,
          Metric.G_LEARNING_RATE,
          Metric.D_GRADIENT_NORM,
          Metric.G_GRADIENT_NORM,
          Metric.WASSERSTEIN,
          Metric.SAMPLE_MEAN,
          Metric.SAMPLE_STANDARD_DEVIATION);

  private static final List<Object> SEVERAL_STEPS =
      List.of(UpdateOrder.ALTERNATING.text(), UpdateOrder.GENERATOR_FIRST.text());

  private static final List<Object> LATER =
      List.of(UpdateOrder.EXTRAGRADIENT.text(), UpdateOrder.TO_OPTIMUM.text());

  private FigureCases() {}

  /** A preset with settings changed. */
  public record Case(String recipe, String preset, Map<String, Object> raw) {
    /** Its trials. */
    public List<Trial> trials() {
      return trials(Map.of());
    }

    private List<Trial> trials(Map<String, Object> more) {
      Map<String, Object> all = new HashMap<>(raw);
      all.putAll(more);
      return IntStream.rangeClosed(1, TRIALS)
          .mapToObj(seed -> Trials.of(recipe, preset, seed, RECORDING, all))
          .toList();
    }

    /** Whether several workers can train it. */
    public boolean isTrainedByWorkers() {
      return !UpdateOrder.TO_OPTIMUM.text().equals(raw.get("update-order"));
    }

    /** The same trained by two workers that are averaged after so many of a player's updates. */
    public List<Trial> byWorkers(int frequency) {
      return trials(
          Map.of("training", "data-parallel", "workers", 2, "averaging-frequency", frequency));
    }

    @Override
    public String toString() {
      return recipe + " " + preset + " " + new TreeMap<>(raw).toString().replace(" ", "");
    }
  }

  /** All of them. */
  public static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (Golden.Case preset : Golden.cases()) {
      Vocabulary vocabulary = vocabulary(preset);
      Map<String, Object> base = new HashMap<>(Trials.small(preset.recipe()));
      base.put("steps", STEPS);
      if (vocabulary.names().contains("pretrain-steps")) {
        base.put("pretrain-steps", 6);
      }
      List<Map<String, Object>> combinations = List.of(base);
      List<Object> orders = new ArrayList<>();
      for (UpdateOrder order : UpdateOrder.values()) {
        orders.add(order.text());
      }
      combinations = times(combinations, vocabulary, "update-order", orders);
      combinations = times(combinations, vocabulary, "instance-noise", List.of(0.0, 0.3));
      combinations = times(combinations, vocabulary, "label-flip", List.of(0.0, 0.25));
      for (Map<String, Object> raw : combinations) {
        if (LATER.contains(raw.get("update-order")) && !isNoisy(raw)) {
          // One case of a preset is enough.
          continue;
        }
        if (SEVERAL_STEPS.contains(raw.get("update-order"))) {
          raw.put("discriminator-steps", 2);
        }
        cases.add(new Case(preset.recipe(), preset.preset(), raw));
      }
    }
    return cases;
  }

  private static boolean isNoisy(Map<String, Object> raw) {
    return !raw.getOrDefault("instance-noise", 0.3).equals(0.0)
        && !raw.getOrDefault("label-flip", 0.25).equals(0.0);
  }

  private static Vocabulary vocabulary(Golden.Case of) {
    return new Vocabulary(Recipes.get(of.recipe()).preset(of.preset()));
  }

  private static List<Map<String, Object>> times(
      List<Map<String, Object>> all, Vocabulary vocabulary, String name, List<Object> values) {
    if (!vocabulary.names().contains(name)) {
      return all;
    }
    List<Map<String, Object>> more = new ArrayList<>();
    for (Map<String, Object> raw : all) {
      for (Object value : values) {
        Map<String, Object> next = new HashMap<>(raw);
        next.put(name, value);
        more.add(next);
      }
    }
    return more;
  }

  /** SHA-256 of the bits of everything that comes of trials, those of a shape trained together. */
  public static String hash(Engine engine, List<Trial> trials) {
    Map<String, TrialResult> results = new LinkedHashMap<>();
    for (Cohort cohort : Cohorts.of(trials, trials.size())) {
      engine.train(cohort, result -> results.put(result.trial().id(), result));
    }
    MessageDigest digest = sha256();
    for (Trial trial : trials) {
      TrialResult result = results.get(trial.id());
      digest.update(
          (result.outcome() + " " + result.saturatedStep()).getBytes(StandardCharsets.UTF_8));
      for (Metric metric : COVERED) {
        update(digest, result.history().values(metric));
      }
      for (Snapshot snapshot : result.snapshots()) {
        update(digest, snapshot.generator());
        update(digest, snapshot.discriminator());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, float[] values) {
    for (float value : values) {
      int bits = Float.isNaN(value) ? CANONICAL_NAN : Float.floatToRawIntBits(value);
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        digest.update((byte) (bits >>> shift));
      }
    }
  }

  /** The committed hashes by the cases' texts. */
  public static Map<String, String> hashes() throws IOException {
    Map<String, String> hashes = new LinkedHashMap<>();
    try (InputStream in = FigureCases.class.getClassLoader().getResourceAsStream(FILE)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .forEach(
              line -> {
                int space = line.lastIndexOf(' ');
                hashes.put(line.substring(0, space), line.substring(space + 1));
              });
    }
    return hashes;
  }
}
