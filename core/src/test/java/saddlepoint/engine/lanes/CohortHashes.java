// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import saddlepoint.Golden;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.scalar.ScalarEngine;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * One hash a preset over the bits of a full cohort. A species of vectors is fixed when the JVM
 * starts, so {@link VectorWidthsTest} runs this as a program in JVMs of several widths.
 */
final class CohortHashes {
  /** What a line of the output that is meant for the test begins with. */
  static final String MARK = "cohort-hashes ";

  private static final int FULL = 16;

  /** Evaluations of many points take longer than all their training here. */
  private static final int FEW = 5;

  private static final Recording RECORDING =
      new Recording(5, 0, Duration.ZERO, 10, Trials.EVERY_STEP.judging());

  /** By recipe; 5 for those that are not named. */
  private static final Map<String, Integer> STEPS =
      Map.of("gaussian", 50, "normal", 20, "dirac", 50);

  private CohortHashes() {}

  /** Prints the floats in a vector of this JVM, then every preset's hash, made by two threads. */
  public static void main(String[] arguments) throws Exception {
    System.out.println(MARK + lanes());
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<Map<String, String>> first = threads.submit(() -> of(new LanesEngine()));
      Map<String, String> second = threads.submit(() -> of(new LanesEngine())).get();
      first
          .get()
          .forEach(
              (name, hash) ->
                  System.out.println(
                      MARK + name + " " + (hash.equals(second.get(name)) ? hash : "differs")));
    } finally {
      threads.shutdown();
    }
  }

  /** Those of scalar, which tests share that run in one JVM: they are the same every time. */
  static Map<String, String> ofScalar() {
    return OfScalar.HASHES;
  }

  private static final class OfScalar {
    private static final Map<String, String> HASHES =
        Collections.unmodifiableMap(of(new ScalarEngine()));
  }

  /** The hashes that an engine trains, by the presets' names. */
  static Map<String, String> of(Engine engine) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (Golden.Case preset : LanesKinds.presets()) {
      int steps = STEPS.getOrDefault(preset.recipe(), 5);
      hashes.put(preset.toString(), hash(engine, preset, steps, Map.of()));
    }
    Map<String, Object> norm = Map.of("discriminator.norm", "layer", "penalty", "two-sided");
    hashes.put("norm", hash(engine, new Golden.Case("ring", "original"), 5, norm));
    return hashes;
  }

  private static String hash(
      Engine engine, Golden.Case preset, int steps, Map<String, Object> more) {
    List<Trial> trials = new ArrayList<>();
    int cohort = steps < 20 ? FEW : FULL;
    for (int seed = 1; seed <= cohort; seed++) {
      Map<String, Object> raw =
          new HashMap<>(Map.of("steps", steps, "learning-rate", 0.001 * seed));
      raw.putAll(more);
      trials.add(Trials.of(preset.recipe(), preset.preset(), seed, RECORDING, raw));
    }
    Map<String, byte[]> results = new LinkedHashMap<>();
    engine.train(new Cohort(trials), result -> results.put(result.trial().id(), digest(result)));
    MessageDigest digest = sha256();
    trials.forEach(trial -> digest.update(results.get(trial.id())));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static byte[] digest(TrialResult result) {
    MessageDigest digest = sha256();
    digest.update(result.outcome().toString().getBytes(StandardCharsets.UTF_8));
    digest.update(Trials.bits(result.history()));
    for (Snapshot snapshot : result.snapshots()) {
      update(digest, snapshot.generator());
      update(digest, snapshot.discriminator());
    }
    return digest.digest();
  }

  private static void update(MessageDigest digest, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** By reflection: tests are compiled without the module of vectors. */
  private static int lanes() throws ReflectiveOperationException {
    Object species =
        Class.forName("jdk.incubator.vector.FloatVector").getField("SPECIES_PREFERRED").get(null);
    return (int)
        Class.forName("jdk.incubator.vector.VectorSpecies").getMethod("length").invoke(species);
  }
}
