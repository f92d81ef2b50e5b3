// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.TrialListener;
import saddlepoint.numerics.Numerics;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Plan;
import saddlepoint.sweep.Sweep;
import saddlepoint.sweep.SweepReader;
import saddlepoint.testing.BoundEngine;

class EngineChoiceTest {
  @AfterEach
  void takeTheGpusBack() {
    System.clearProperty("spark.executor.resource.gpu.amount");
    System.clearProperty("spark.master");
  }

  @Test
  void autoNeverPicksATestEngine() {
    assertThat(EngineChoice.names()).contains("none", "fault", "lanes", "scalar");

    EngineChoice choice = EngineChoice.of("a.conf", Sweep.AUTO);

    assertThat(choice.engine().name()).isEqualTo("lanes");
    assertThat(choice.reason()).isEqualTo("auto: the fastest engine for CPUs here");
  }

  @Test
  void anEngineThatIsAskedForIsTaken() {
    EngineChoice choice = EngineChoice.of("--engine none", "none");

    assertThat(choice.engine().name()).isEqualTo("none");
    assertThat(choice.reason()).isEqualTo("asked for");
  }

  @Test
  void autoDoesNotLeaveGpusIdleSilently() {
    System.setProperty("spark.executor.resource.gpu.amount", "1");

    assertThatThrownBy(() -> EngineChoice.of("a.conf", Sweep.AUTO))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "spark.executor.resource.gpu.amount: executors were given GPUs, and to train on them"
                + " engine graph needs a build of ND4J for CUDA, and this one is for CPUs; build it"
                + " by `SADDLEPOINT_BACKEND=cuda deploy/saddlepoint doctor`; or say --conf"
                + " spark.executor.resource.gpu.amount=0 --conf spark.task.resource.gpu.amount=0, or"
                + " --engine lanes");
    assertThat(EngineChoice.of("--engine scalar", "scalar").engine().name()).isEqualTo("scalar");
  }

  @Test
  void whatSparkDoesNotGiveOutIsSaidBeforeABuildIsAskedFor() {
    System.setProperty("spark.executor.resource.gpu.amount", "1");
    System.setProperty("spark.master", "local[*]");

    assertThatThrownBy(() -> EngineChoice.of("a.conf", Sweep.AUTO))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "spark.executor.resource.gpu.amount: Spark gives out no GPUs under the master local[*]"
                + " and would wait for ever; say --conf spark.executor.resource.gpu.amount=0 --conf"
                + " spark.task.resource.gpu.amount=0, or use a cluster, such as a standalone one on"
                + " this machine (docs/gpu.md)");
    System.setProperty("spark.master", "spark://host:7077");
    assertThatThrownBy(() -> EngineChoice.of("a.conf", Sweep.AUTO))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "spark.task.resource.gpu.amount: executors were given GPUs and tasks were not");
  }

  @Test
  void autoTakesTheEngineForGpusWhereItsBuildIsOne() {
    EngineChoice choice = EngineChoice.onGpus("key", name -> Optional.of(new BoundEngine()));

    assertThat(choice.engine().name()).isEqualTo("bound");
    assertThat(choice.reason()).isEqualTo("auto: executors were given GPUs");
    assertThat(choice.others()).as("no engine for CPUs to fall back on").isEmpty();
  }

  @Test
  void autoSaysWhatLanesWant() {
    EngineChoice choice =
        EngineChoice.auto(name -> Optional.of(new Fake(name, name.equals("lanes"), "")));

    assertThat(choice.engine().name()).isEqualTo("scalar");
    assertThat(choice.reason())
        .isEqualTo("auto: the fastest engine for CPUs here; lanes needs the option -Dfast");
  }

  @Test
  void autoSaysThatLanesAreNotInTheJar() {
    EngineChoice choice =
        EngineChoice.auto(
            name ->
                name.equals("lanes") ? Optional.empty() : Optional.of(new Fake(name, false, "")));

    assertThat(choice.engine().name()).isEqualTo("scalar");
    assertThat(choice.reason())
        .isEqualTo(
            "auto: the fastest engine for CPUs here; lanes needs to be in the application jar");
    assertThatThrownBy(() -> EngineChoice.auto(name -> Optional.empty()))
        .isInstanceOf(CannotRunException.class)
        .hasMessage(
            "no engine for CPUs can train here; lanes needs to be in the application jar; scalar"
                + " needs to be in the application jar; build the application jar again");
  }

  @Test
  void autoSaysWhatLanesRefuse() {
    Plan plan = plan();
    EngineChoice choice =
        EngineChoice.auto(
                name -> Optional.of(new Fake(name, false, name.equals("lanes") ? "too wide" : "")))
            .ableTo(arithmetic -> plan)
            .choice();

    assertThat(choice.engine().name()).isEqualTo("scalar");
    assertThat(choice.reason())
        .isEqualTo(
            "auto: the fastest engine for CPUs here; lanes cannot train gaussian hidden=7: too"
                + " wide");
    EngineChoice refusing =
        EngineChoice.auto(name -> Optional.of(new Fake(name, false, "too wide")));
    assertThatThrownBy(() -> refusing.ableTo(arithmetic -> plan))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("engine scalar: cannot train gaussian hidden=7: too wide");
  }

  @Test
  void anEngineThatIsAskedForIsNotReplaced() {
    EngineChoice choice =
        new EngineChoice(new Fake("lanes", false, "too wide"), "asked for", List.of());

    assertThatThrownBy(() -> choice.ableTo(arithmetic -> plan()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("engine lanes: cannot train gaussian hidden=7: too wide");
  }

  @Test
  void autoLeavesToTheGraphWhatDoesNotFit() {
    Sweep sweep =
        new SweepReader()
            .read("gaussian", List.of("hidden=1200", "generator.hidden=[1200, 1200]", "steps=1"));

    EngineChoice.Able able =
        EngineChoice.of("a.conf", Sweep.AUTO)
            .ableTo(arithmetic -> sweep.plan(arithmetic, Numerics.VERSION));

    assertThat(able.choice().engine().name()).isEqualTo("graph");
    assertThat(able.plan().trials()).allMatch(it -> it.arithmetic().equals("graph-cpu"));
    assertThat(able.choice().reason())
        .startsWith("auto: the fastest engine for CPUs here; lanes cannot train gaussian ")
        .containsPattern(
            ": a cohort of 16 trials needs \\d+\\.\\d\\d GB and one core of this JVM has \\d\\.\\d\\d GB;"
                + " lower hidden or batch, raise SADDLEPOINT_MEMORY, or use --engine scalar;"
                + " scalar is slow for gaussian .*: a step would take about \\d\\.\\d s$");
    EngineChoice lanes = EngineChoice.of("--engine lanes", "lanes");
    assertThatThrownBy(() -> lanes.ableTo(arithmetic -> sweep.plan(arithmetic, Numerics.VERSION)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("engine lanes: cannot train gaussian ")
        .hasMessageContaining("a cohort of 16 trials needs ");
  }

  /** What a sweep's trials are called may depend on what is swept, and not on the machine. */
  @Test
  void autoTakesTheGraphForConvolutions() {
    Sweep sweep = new SweepReader().read("tflearn-dcgan", List.of("steps=1"));

    EngineChoice.Able able =
        EngineChoice.of("a.conf", Sweep.AUTO)
            .ableTo(arithmetic -> sweep.plan(arithmetic, Numerics.VERSION));

    assertThat(able.choice().engine().name()).isEqualTo("graph");
    assertThat(able.choice().reason())
        .contains("it trains dense layers, and G has batch norm")
        .contains("scalar is slow for tflearn-dcgan steps=1: a step would take about ");
  }

  private static Plan plan() {
    return new SweepReader()
        .read("gaussian", List.of("hidden=7"))
        .plan("float32", Numerics.VERSION);
  }

  /** An engine that wants or refuses something. */
  private record Fake(String name, boolean wants, String refuses) implements Engine {
    @Override
    public String arithmetic() {
      return "float32";
    }

    @Override
    public int cohortSize() {
      return 1;
    }

    @Override
    public String missing() {
      return wants ? "the option -Dfast" : "";
    }

    @Override
    public String refusal(Gan gan) {
      return refuses;
    }

    @Override
    public void train(Cohort cohort, TrialListener listener, Checkpoints checkpoints) {
      throw new IllegalStateException("only asked what it can");
    }
  }
}
