// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A named, complete set of values for a recipe. Some are open, which makes their keys settable; the
 * others are fixed by what the recipe is.
 *
 * @param name kebab-case, for example {@code original}
 * @param meaning where it comes from or what differs, one line
 * @param open the keys that may be set, with the types that this recipe accepts, in display order
 * @param settings a value for every open and fixed key
 */
public record Preset(String name, String meaning, List<Key<?>> open, Settings settings) {
  public Preset {
    open = List.copyOf(open);
  }

  /**
   * Width of D's hidden layers where the shorthand {@code hidden} is set to a width: the players
   * keep the ratio that their first hidden layers have in this preset.
   */
  public int discriminatorWidth(int hidden) {
    List<Integer> ofG = settings.get(Keys.HIDDEN.generator());
    List<Integer> ofD = settings.get(Keys.HIDDEN.discriminator());
    return ofG.isEmpty() || ofD.isEmpty() ? hidden : hidden * ofD.get(0) / ofG.get(0);
  }

  /** Starts from what the frameworks of the originals share (systems' usual constants). */
  public static Builder standard(String name, String meaning) {
    return new Builder(name, meaning, Map.of())
        .both(Keys.INITIAL_SCALE, 1.0)
        .with(Keys.GENERATOR_NORM, Norm.NONE)
        .with(Keys.DISCRIMINATOR_NORM, Norm.NONE)
        .with(Keys.GENERATOR_DROPOUT, 0.0)
        .with(Keys.HIDDEN_NOISE, 0.0)
        .with(Keys.GENERATOR_OUTPUT, Activation.LINEAR)
        .with(Keys.GENERATOR_OUTPUT_SCALE, 1.0)
        .with(Keys.LOSS, LossKind.NON_SATURATING)
        .with(Keys.DISCRIMINATOR_OUTPUT, OutputKind.SIGMOID)
        .with(Keys.CLAMP, 0.01)
        .with(Keys.PROBABILITY_FLOOR, 0.0)
        .with(Keys.WEIGHT_CLIP, 0.01)
        .with(Keys.WEIGHT_CLIP_TIME, ClippingTime.AFTER_UPDATE)
        .with(Keys.RECONSTRUCTION_ERROR, ReconstructionError.ABSOLUTE)
        .with(Keys.DIVERSITY_RATIO, 0.5)
        .with(Keys.BALANCE_RATE, 0.001)
        .with(Keys.BALANCE_RANGE, BalanceRange.UNIT)
        .with(Keys.PENALTY, PenaltyKind.NONE)
        .with(Keys.PENALTY_WEIGHT, 10.0)
        .with(Keys.PENALTY_TARGET, 1.0)
        .both(Keys.MOMENTUM, 0.9)
        .both(Keys.BETA1, 0.9)
        .both(Keys.BETA2, 0.999)
        .both(Keys.RHO, 0.99)
        .both(Keys.EPSILON, 1e-8)
        .both(Keys.DECAY, DecayKind.NONE)
        .both(Keys.DECAY_RATE, 0.95)
        .both(Keys.DECAY_STEPS, 1000)
        .both(Keys.GRADIENT_CLIP, 0.0)
        .both(Keys.WEIGHT_DECAY, 0.0)
        .with(Keys.UPDATE_ORDER, UpdateOrder.ALTERNATING)
        .with(Keys.OPTIMUM_WINDOW, 50)
        .with(Keys.OPTIMUM_GAIN, 0.001)
        .with(Keys.DISCRIMINATOR_STEPS, 1)
        .with(Keys.DISCRIMINATOR_WARM_UP, 0)
        .with(Keys.DISCRIMINATOR_WARM_UP_STEPS, 25)
        .with(Keys.DISCRIMINATOR_WARM_UP_EVERY, 500)
        .with(Keys.MINIBATCH, MinibatchMode.FALSE)
        .only(Keys.MINIBATCH, MinibatchMode.FALSE, MinibatchMode.TRUE)
        .with(Keys.MINIBATCH_KERNELS, 5)
        .with(Keys.MINIBATCH_DIMENSIONS, 3)
        .with(Keys.MINIBATCH_SELF_DISTANCE, 1.0)
        .with(Keys.MINIBATCH_INITIAL_SCALE, 0.02)
        .with(Keys.PRETRAIN, PretrainMode.NONE)
        .with(Keys.PRETRAIN_STEPS, 1000)
        .with(Keys.REAL_LABEL, 1.0)
        .with(Keys.FAKE_LABEL, 0.0)
        .with(Keys.GENERATOR_LABEL, 1.0)
        .with(Keys.REAL_LABEL_WIDTH, 0.0)
        .with(Keys.FAKE_LABEL_WIDTH, 0.0)
        .with(Keys.LABEL_FLIP, 0.0)
        .with(Keys.INSTANCE_NOISE, 0.0)
        .with(Keys.INSTANCE_NOISE_STEPS, 0)
        .with(Keys.REPLAY, 0.0)
        .with(Keys.REPLAY_SIZE, 1024)
        .with(Keys.GENERATOR_AVERAGE, 0.0)
        .with(Keys.TRAINING, TrainingMode.INDEPENDENT)
        .with(Keys.WORKERS, 2)
        .with(Keys.AVERAGING_FREQUENCY, 1);
  }

  /** Another preset of the same recipe, which starts from this one's values. */
  public Builder derive(String newName, String newMeaning) {
    Map<Key<?>, Object> values = new LinkedHashMap<>();
    for (Key<?> key : open) {
      values.put(key, settings.get(key));
    }
    Builder builder = new Builder(newName, newMeaning, values);
    settings.values().forEach(builder.all::put);
    return builder;
  }

  /** Collects the values of a preset. Not thread safe. */
  public static final class Builder {
    private final String name;
    private final String meaning;
    private final Map<String, Key<?>> open = new LinkedHashMap<>();
    private final SortedMap<String, Object> all = new TreeMap<>();

    private Builder(String name, String meaning, Map<Key<?>, Object> values) {
      this.name = name;
      this.meaning = meaning;
      values.forEach((key, value) -> put(key, value));
    }

    /** Sets a value, which makes its key settable. */
    public <T> Builder with(Key<T> key, T value) {
      put(key, value);
      return this;
    }

    /** Sets a value of each player. */
    public <T> Builder both(PlayerKey<T> key, T value) {
      return with(key.generator(), value).with(key.discriminator(), value);
    }

    /** Narrows the values that an enumerated key takes in this recipe. */
    @SafeVarargs
    public final <E extends Enum<E> & Choice> Builder only(Key<E> key, E... allowed) {
      open.put(key.name(), key.withType(ValueType.choice(List.of(allowed))));
      return this;
    }

    /** Of a recipe whose D is no autoencoder. */
    Builder withoutAutoencoder() {
      only(Keys.LOSS, LossKind.telling());
      return fixed(
          Keys.RECONSTRUCTION_ERROR, Keys.DIVERSITY_RATIO, Keys.BALANCE_RATE, Keys.BALANCE_RANGE);
    }

    /** Gives keys that the recipe needs a value but keeps them from being set. */
    public Builder fixed(Key<?>... keys) {
      return fixed(List.of(keys));
    }

    /** The same of several. */
    public Builder fixed(Collection<Key<?>> keys) {
      keys.forEach(key -> open.remove(key.name()));
      return this;
    }

    /** Takes keys away that mean nothing in this recipe. */
    Builder without(Key<?>... keys) {
      for (Key<?> key : keys) {
        open.remove(key.name());
        all.remove(key.name());
      }
      return this;
    }

    /** The preset, whatever it lacks. */
    public Preset build() {
      List<Key<?>> keys = new ArrayList<>(open.values());
      return new Preset(name, meaning, Collections.unmodifiableList(keys), new Settings(all));
    }

    private void put(Key<?> key, Object value) {
      open.putIfAbsent(key.name(), key);
      all.put(key.name(), value);
    }
  }
}
