// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Trials;

/** Which norms D has in which recipe, and with which losses and penalties. */
class NormTest {
  private static final List<Norm> OF_IMAGES =
      List.of(Norm.NONE, Norm.LAYER, Norm.INSTANCE, Norm.WEIGHT, Norm.SPECTRAL);

  static List<Recipe> recipes() {
    return Recipes.all().stream()
        .filter(recipe -> recipe.presets().get(0).settings().has(Keys.DISCRIMINATOR_NORM))
        .toList();
  }

  /** Every loss with every norm and penalty, but for those two that have a reason. */
  @ParameterizedTest
  @MethodSource("recipes")
  void goWithLossesAndPenalties(Recipe recipe) {
    boolean isConvolutional = recipe.presets().get(0).settings().has(Keys.FILTERS.discriminator());
    for (Norm norm : isConvolutional ? OF_IMAGES : List.of(Norm.values())) {
      for (LossKind loss : LossKind.values()) {
        for (PenaltyKind penalty : PenaltyKind.values()) {
          Map<String, Object> raw = new HashMap<>(Trials.small(recipe.name()));
          raw.put("discriminator.norm", norm.text());
          raw.put("loss", loss.text());
          raw.put("penalty", penalty.text());
          if (loss == LossKind.RELATIVISTIC_AVERAGE && recipe.name().equals("acgan")) {
            raw.put("generator.batches", 1);
          }
          if (loss == LossKind.BEGAN) {
            boolean isAutoencoder = recipe.presets().get(0).open().contains(Keys.DIVERSITY_RATIO);
            if (!isAutoencoder || penalty != PenaltyKind.NONE) {
              // D tells a number of a row there, and an error has no penalty.
              continue;
            }
            raw.put("pretrain", "none");
          }
          if (norm == Norm.BATCH && penalty != PenaltyKind.NONE) {
            raw.put("weight-clip", 0.0);
            assertThatThrownBy(() -> Trials.of(recipe.name(), raw).gan())
                .hasMessage(
                    "penalty = "
                        + penalty.text()
                        + " takes the gradient of D by one row, and D's BatchNorm makes a row's"
                        + " output of all rows of its batch; leave that out, or the penalty");
            continue;
          }
          if (loss == LossKind.WASSERSTEIN && (norm == Norm.BATCH || norm == Norm.SPECTRAL)) {
            assertThatThrownBy(() -> Trials.of(recipe.name(), raw).gan())
                .hasMessage(
                    "weight-clip would hold the statistics of D's batch norm or spectral norm,"
                        + " which are no weights; set weight-clip = 0, or discriminator.norm to"
                        + " another");
            raw.put("weight-clip", 0.0);
          }
          Network discriminator = Trials.of(recipe.name(), raw).gan().discriminator();
          assertThat(discriminator.layers().stream().map(NormTest::norm))
              .as("%s %s %s %s", recipe.name(), norm, loss, penalty)
              .contains(norm);
        }
      }
    }
  }

  private static Norm norm(Layer layer) {
    if (layer instanceof BatchNorm) {
      return Norm.BATCH;
    }
    if (layer instanceof LayerNorm norm) {
      return norm.learns() ? Norm.LAYER : Norm.INSTANCE;
    }
    if (layer instanceof NormalizedWeights weights) {
      return switch (weights.kind()) {
        case WEIGHT -> Norm.WEIGHT;
        case SPECTRAL -> Norm.SPECTRAL;
      };
    }
    return Norm.NONE;
  }

  /** Salimans and Kingma normalise all layers, Miyato et al. all of D's, the last included. */
  @ParameterizedTest
  @MethodSource("recipes")
  void ofWeightsAreOfAllLayersThatHaveSome(Recipe recipe) {
    for (String norm : List.of("weight", "spectral")) {
      Map<String, Object> raw = new HashMap<>(Trials.small(recipe.name()));
      raw.put("discriminator.norm", norm);
      List<Layer> learning =
          Trials.of(recipe.name(), raw).gan().discriminator().layers().stream()
              .filter(layer -> layer.parameters() > 0)
              .toList();
      assertThat(learning).hasSizeGreaterThan(1).hasOnlyElementsOfType(NormalizedWeights.class);
    }
  }
}
