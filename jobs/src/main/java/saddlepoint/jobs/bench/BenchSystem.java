// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import saddlepoint.numerics.Numerics;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

/**
 * A GAN whose speed is measured: a recipe as it stands, without pre-training.
 *
 * @param name the recipe's, and what is set besides
 * @param assignments {@code key=value}
 */
public record BenchSystem(String name, String recipe, List<String> assignments) {
  /** Figures are taken of the first and the last step only: what is measured is training. */
  private static final List<String> BARE =
      List.of("gap=none", "jacobian=none", "log-every=" + Integer.MAX_VALUE);

  /** Those that `bench` knows, in its order. */
  public static final List<BenchSystem> ALL =
      List.of(
          new BenchSystem("gaussian", "gaussian", List.of("minibatch=false")),
          new BenchSystem("gaussian-minibatch", "gaussian", List.of("minibatch=true")),
          new BenchSystem("normal", "normal", List.of()),
          new BenchSystem("curves", "curves", List.of()),
          new BenchSystem("curves-conditional", "curves-conditional", List.of()),
          new BenchSystem("ring-hinge", "ring", List.of("loss=hinge")),
          new BenchSystem(
              "ring-wgan-gp",
              "ring",
              List.of(
                  "loss=wasserstein",
                  "weight-clip=0",
                  "penalty=two-sided",
                  "penalty-weight=0.1",
                  "discriminator-steps=5")));

  /**
   * The system of a name.
   *
   * @throws ConfigurationException naming those there are
   */
  public static BenchSystem of(String name) {
    return ALL.stream()
        .filter(system -> system.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    name, "unknown system \"" + name + "\"; there are " + names()));
  }

  static String names() {
    return ALL.stream().map(BenchSystem::name).collect(Collectors.joining(", "));
  }

  /** Trials of the random seeds 1 to {@code count} with some number of GAN steps. */
  public List<Trial> trials(int count, int steps, String arithmetic) {
    List<String> all = new ArrayList<>(assignments);
    all.addAll(BARE);
    all.add(Keys.STEPS.name() + "=" + steps);
    all.add("seeds=" + count);
    if (Recipes.get(recipe).presets().get(0).settings().has(Keys.PRETRAIN)) {
      all.add(Keys.PRETRAIN.name() + "=none");
    }
    return new SweepReader().read(recipe, all).plan(arithmetic, Numerics.VERSION).trials();
  }
}
