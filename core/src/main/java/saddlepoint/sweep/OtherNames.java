// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What other GAN programs call the keys and values of this one. */
final class OtherNames {
  private static final Set<String> GENERATOR = Set.of("g", "gen", "generator");
  private static final Set<String> DISCRIMINATOR = Set.of("d", "dis", "disc", "discriminator");

  /** By the other name, without blanks and hyphens. */
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("lr", "learning-rate"),
          Map.entry("stepsize", "learning-rate"),
          Map.entry("batchsize", "batch"),
          Map.entry("bs", "batch"),
          Map.entry("clipvalue", "weight-clip"),
          Map.entry("clip", "weight-clip"),
          Map.entry("cliplimit", "weight-clip"),
          Map.entry("ncritic", "discriminator-steps"),
          Map.entry("criticiters", "discriminator-steps"),
          Map.entry("criticsteps", "discriminator-steps"),
          Map.entry("nd", "discriminator-steps"),
          Map.entry("iterations", "steps"),
          Map.entry("iters", "steps"),
          Map.entry("niter", "steps"),
          Map.entry("maxsteps", "steps"),
          Map.entry("numsteps", "steps"),
          Map.entry("trainsteps", "steps"),
          Map.entry("zdim", "noise-dimension"),
          Map.entry("nz", "noise-dimension"),
          Map.entry("latentdim", "noise-dimension"),
          Map.entry("latentsize", "noise-dimension"),
          Map.entry("noisedim", "noise-dimension"),
          Map.entry("noisesize", "noise-dimension"),
          Map.entry("hiddensize", "hidden"),
          Map.entry("hiddendim", "hidden"),
          Map.entry("hiddenunits", "hidden"),
          Map.entry("hiddenlayers", "hidden"),
          Map.entry("units", "hidden"),
          Map.entry("width", "hidden"),
          Map.entry("layers", "hidden"),
          Map.entry("opt", "optimizer"),
          Map.entry("solver", "optimizer"),
          Map.entry("eps", "epsilon"),
          Map.entry("b1", "beta1"),
          Map.entry("b2", "beta2"),
          Map.entry("alpha", "rho"),
          Map.entry("wd", "weight-decay"),
          Map.entry("gp", "penalty"),
          Map.entry("gradientpenalty", "penalty"),
          Map.entry("lambdagp", "penalty-weight"),
          Map.entry("gplambda", "penalty-weight"),
          Map.entry("gpweight", "penalty-weight"),
          Map.entry("ema", "generator.average"),
          Map.entry("emadecay", "generator.average"),
          Map.entry("experiencereplay", "replay"),
          Map.entry("replaybuffer", "replay"),
          Map.entry("buffersize", "replay-size"),
          Map.entry("poolsize", "replay-size"),
          Map.entry("noised", "discriminator.hidden-noise"),
          Map.entry("gaussiannoise", "discriminator.hidden-noise"),
          Map.entry("layernoise", "discriminator.hidden-noise"),
          Map.entry("hiddennoise", "discriminator.hidden-noise"),
          Map.entry("lambdak", "balance-rate"),
          Map.entry("spectralnorm", "discriminator.norm"),
          Map.entry("gamma", "decay-rate"),
          Map.entry("lrdecay", "decay-rate"),
          Map.entry("scheduler", "decay"),
          Map.entry("init", "initializer"),
          Map.entry("initstd", "initial-scale"),
          Map.entry("criterion", "loss"),
          Map.entry("lossfn", "loss"),
          Map.entry("ganmode", "loss"),
          Map.entry("nonlinearity", "activation"),
          Map.entry("labelsmoothing", "real-label"),
          Map.entry("smoothing", "real-label"),
          Map.entry("loginterval", "log-every"),
          Map.entry("evalinterval", "evaluate-every"),
          Map.entry("timeout", "trial-timeout"),
          Map.entry("model", "recipe"),
          Map.entry("gan", "recipe"),
          Map.entry("dataset", "recipe"),
          Map.entry("experiment", "name"));

  /** Those that need more than the name of the key. */
  private static final Map<String, String> ADVICE =
      Map.ofEntries(
          Map.entry(
              "epochs",
              "there are none, since every batch is drawn anew; did you mean steps, the number of"
                  + " batches?"),
          Map.entry(
              "seed",
              "did you mean seeds? seeds = [42] is the random seed 42, and seeds = 42 are 42 of"
                  + " them"),
          Map.entry("betas", "there are two keys, beta1 and beta2"),
          Map.entry("depth", "did you mean hidden? It lists the widths, hidden = [8, 8]"));

  private static final Map<String, String> ALIKE =
      Map.of("numepochs", "epochs", "nepochs", "epochs", "epoch", "epochs", "randomseed", "seed");

  /** By the other value; what is not among the values of a key is not suggested for it. */
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry("lsgan", List.of("least-squares")),
          Map.entry("ls", List.of("least-squares")),
          Map.entry("mse", List.of("least-squares")),
          Map.entry("l2", List.of("least-squares")),
          Map.entry("ns", List.of("non-saturating")),
          Map.entry("nsgan", List.of("non-saturating")),
          Map.entry("vanilla", List.of("non-saturating", "minimax")),
          Map.entry("standard", List.of("non-saturating", "minimax")),
          Map.entry("bce", List.of("non-saturating", "minimax")),
          Map.entry("saturating", List.of("minimax")),
          Map.entry("mm", List.of("minimax")),
          Map.entry("wgan", List.of("wasserstein")),
          Map.entry("emd", List.of("wasserstein")),
          Map.entry("geometric", List.of("hinge")),
          Map.entry("xavier", List.of("glorot-uniform", "glorot-normal")),
          Map.entry("xavieruniform", List.of("glorot-uniform")),
          Map.entry("xaviernormal", List.of("glorot-normal")),
          Map.entry("glorot", List.of("glorot-uniform", "glorot-normal")),
          Map.entry("kaiming", List.of("he-normal")),
          Map.entry("kaimingnormal", List.of("he-normal")),
          Map.entry("kaiminguniform", List.of("torch")),
          Map.entry("he", List.of("he-normal")),
          Map.entry("pytorch", List.of("torch")),
          Map.entry("gaussian", List.of("normal")),
          Map.entry("truncnormal", List.of("truncated-normal")),
          Map.entry("lrelu", List.of("leaky-relu")),
          Map.entry("leakyrelu02", List.of("leaky-relu")),
          Map.entry("boundaryequilibrium", List.of("began")),
          Map.entry("ragan", List.of("relativistic-average")),
          Map.entry("rasgan", List.of("relativistic-average")),
          Map.entry("relativistic", List.of("relativistic-average")),
          Map.entry("batchnorm", List.of("batch")),
          Map.entry("bn", List.of("batch")),
          Map.entry("layernorm", List.of("layer")),
          Map.entry("ln", List.of("layer")),
          Map.entry("instancenorm", List.of("instance")),
          Map.entry("weightnorm", List.of("weight")),
          Map.entry("wn", List.of("weight")),
          Map.entry("spectralnorm", List.of("spectral")),
          Map.entry("sn", List.of("spectral")),
          Map.entry("identity", List.of("linear")),
          Map.entry("none", List.of("linear")),
          Map.entry("gradientdescent", List.of("sgd")),
          Map.entry("nag", List.of("nesterov")),
          Map.entry("step", List.of("staircase")),
          Map.entry("exp", List.of("exponential")));

  /** What takes more than another value of the key; said of keys that have the value it names. */
  private static final Map<String, Recast> RECASTS =
      Map.of(
          "wgangp",
              new Recast(
                  "wasserstein", "that is wasserstein with penalty = two-sided, weight-clip = 0"),
          "extragradient", new Recast("adam", "that is update-order = extragradient"),
          "extraadam", new Recast("adam", "that is adam with update-order = extragradient"),
          "extrasgd", new Recast("sgd", "that is sgd with update-order = extragradient"));

  /**
   * @param choice by which the key is told
   */
  private record Recast(String choice, String advice) {}

  private OtherNames() {}

  /** Whether somebody means random seeds. */
  static boolean isSeeds(String name) {
    String plain = plain(name);
    return ALIKE.getOrDefault(plain, plain).equals("seed");
  }

  /**
   * What to say of a key that nobody knows, with the one that was meant if it can be told.
   *
   * @param what a key or an axis
   * @param known those that there are here
   * @param recipe for what is known elsewhere
   */
  static String unknownKey(String what, String name, Collection<String> known, String recipe) {
    String alike = alike(name);
    if (known.contains(alike)) {
      return "unknown " + what + " \"" + name + "\"; did you mean " + alike + "?";
    }
    String advice = ADVICE.get(alike);
    if (advice != null) {
      return "unknown " + what + " \"" + name + "\"; " + advice;
    }
    List<String> own = ofEitherPlayer(name, known);
    if (!own.isEmpty()) {
      return "unknown "
          + what
          + " \""
          + name
          + "\"; did you mean "
          + String.join(" or ", own)
          + "?";
    }
    Optional<String> meant = meant(name, known);
    if (meant.isEmpty()) {
      return Problems.unknown(what, name, known);
    }
    return "unknown "
        + what
        + " \""
        + name
        + "\"; "
        + (known.contains(meant.get())
            ? "did you mean " + meant.get() + "?"
            : "that is " + meant.get() + ", which recipe " + recipe + " does not have");
  }

  /** Whether there is more to say of a name than which one it is like. */
  static boolean advises(String name) {
    return ADVICE.containsKey(alike(name));
  }

  private static String alike(String name) {
    String plain = plain(name);
    return ALIKE.getOrDefault(plain, plain);
  }

  /** Players' own keys of which the name could be a shorthand, where there is none. */
  private static List<String> ofEitherPlayer(String name, Collection<String> known) {
    return Stream.of("generator.", "discriminator.")
        .map(player -> player + name.toLowerCase(Locale.ROOT))
        .filter(known::contains)
        .toList();
  }

  private static Optional<String> meant(String name, Collection<String> known) {
    String plain = plain(name);
    Optional<String> written =
        known.stream().filter(candidate -> plain(candidate).equals(plain)).findFirst();
    if (written.isPresent()) {
      return written;
    }
    if (KEYS.containsKey(plain)) {
      return Optional.of(KEYS.get(plain));
    }
    List<String> words = List.of(hyphenated(name).split("[^a-z0-9]+"));
    if (words.size() < 2) {
      return Optional.empty();
    }
    return ofPlayer(words.get(0), String.join("", words.subList(1, words.size())), known)
        .or(
            () ->
                ofPlayer(
                    words.get(words.size() - 1),
                    String.join("", words.subList(0, words.size() - 1)),
                    known));
  }

  /** For example {@code lr_g}, {@code d_lr} and {@code generator.lr}. */
  private static Optional<String> ofPlayer(String player, String key, Collection<String> known) {
    String prefix =
        GENERATOR.contains(player)
            ? "generator."
            : DISCRIMINATOR.contains(player) || player.equals("critic") ? "discriminator." : "";
    if (prefix.isEmpty()) {
      return Optional.empty();
    }
    String meant = plain(prefix + KEYS.getOrDefault(key, key));
    return known.stream().filter(candidate -> plain(candidate).equals(meant)).findFirst();
  }

  /** What to say of a text that is none of a key's values; empty if nothing is near. */
  static String hintOfValue(String text, Collection<String> choices) {
    String plain = plain(text);
    Recast recast = RECASTS.get(plain);
    if (recast != null && choices.contains(recast.choice())) {
      return "; " + recast.advice();
    }
    List<String> written = choices.stream().filter(choice -> plain(choice).equals(plain)).toList();
    List<String> meant =
        written.isEmpty()
            ? VALUES.getOrDefault(plain, List.of()).stream().filter(choices::contains).toList()
            : written;
    return meant.isEmpty()
        ? Problems.nearest(text, choices)
        : "; did you mean " + String.join(" or ", meant) + "?";
  }

  /** The letters and digits in lower case: names differ in how they join words. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static String hyphenated(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
