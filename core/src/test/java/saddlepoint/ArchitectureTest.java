// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import saddlepoint.metric.Distribution;
import saddlepoint.recipe.Judge;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Source;

/** Who may know whom, and what core may never call. */
class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter().importPath(Path.of("target", "classes"));
  private static final String[] TRAINING = {
    "saddlepoint.engine..",
    "saddlepoint.metric..",
    "saddlepoint.numerics..",
    "saddlepoint.random..",
    "saddlepoint.recipe.."
  };

  private static final String[] ENGINES = {
    "saddlepoint.engine.scalar..", "saddlepoint.engine.lanes..", "saddlepoint.engine.graph.."
  };

  /** Results of these may differ between platforms by the last bits. */
  private static final Set<String> INEXACT =
      Set.of(
          "acos", "asin", "atan", "atan2", "cbrt", "cos", "cosh", "exp", "expm1", "hypot", "log",
          "log10", "log1p", "pow", "sin", "sinh", "tan", "tanh");

  @Test
  void coreIsHere() {
    assertThat(CORE.contain(Trials.class)).isFalse();
    assertThat(CORE.size()).isGreaterThan(80);
  }

  @Test
  void coreKnowsNeitherSparkNorTheCommandLine() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.spark..",
            "org.apache.hadoop..",
            "scala..",
            "picocli..",
            "saddlepoint.cli..",
            "saddlepoint.jobs..",
            "saddlepoint.table..")
        .check(CORE);
  }

  @Test
  void onlyTheGraphEngineKnowsTheDeepLearningLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("saddlepoint.engine.graph..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..")
        .check(CORE);
  }

  @Test
  void metricsKnowNobody() {
    noClasses()
        .that()
        .resideInAPackage("saddlepoint.metric..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are ours, but neither metric nor numerics",
                type ->
                    type.getPackageName().startsWith("saddlepoint.")
                        && !type.getPackageName().startsWith("saddlepoint.metric")
                        && !type.getPackageName().startsWith("saddlepoint.numerics")))
        .check(CORE);
  }

  @Test
  void recipesKnowOnlyFigures() {
    noClasses()
        .that()
        .resideInAPackage("saddlepoint.recipe..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "saddlepoint.engine..", "saddlepoint.sweep..", "saddlepoint.random..", "com.typesafe..")
        .check(CORE);
  }

  /** What asks for one of them does something else with those that others write. */
  @Test
  void nobodyAsksWhichDistributionSourceOrJudgeItHas() {
    assertThat(CORE.stream().flatMap(type -> type.getInstanceofChecks().stream()))
        .isNotEmpty()
        .noneMatch(
            check ->
                check.getRawType().isAssignableTo(Distribution.class)
                    || check.getRawType().isAssignableTo(Source.class)
                    || check.getRawType().isAssignableTo(Judge.class));
  }

  /** Layers are treated by their visitors, which the compiler holds to all kinds. */
  @Test
  void nobodyAsksWhichLayerItHas() {
    assertThat(CORE.stream().flatMap(type -> type.getInstanceofChecks().stream()))
        .noneMatch(check -> check.getRawType().isAssignableTo(Layer.class));
  }

  @Test
  void onlyTheReaderOfSweepsKnowsTheFileFormat() {
    noClasses()
        .that()
        .resideOutsideOfPackage("saddlepoint.sweep..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.typesafe..")
        .check(CORE);
  }

  /** What they share is the specification and the training around their moves. */
  @Test
  void enginesDoNotKnowEachOther() {
    slices()
        .matching("saddlepoint.engine.(scalar|lanes|graph)..")
        .should()
        .notDependOnEachOther()
        .check(CORE);
    noClasses()
        .that()
        .resideOutsideOfPackages(ENGINES)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ENGINES)
        .check(CORE);
    noClasses()
        .that()
        .resideInAPackage("saddlepoint.engine")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("saddlepoint.engine.*..")
        .check(CORE);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("saddlepoint.(**)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void coreNeverPrints() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CORE);
  }

  @Test
  void coreNeverExits() {
    noClasses().should().callMethod(System.class, "exit", int.class).check(CORE);
  }

  @Test
  void everyRandomNumberIsOfAStream() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class, UUID.class)
        .check(CORE);
    noClasses().should().callMethod(Math.class, "random").check(CORE);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.commons.math3.random..")
        .check(CORE);
  }

  @Test
  void trainingCallsNoInexactMath() {
    noClasses()
        .that()
        .resideInAnyPackage(TRAINING)
        .should()
        .callMethodWhere(
            DescribedPredicate.<JavaMethodCall>describe(
                "a transcendental function of Math",
                call ->
                    call.getTargetOwner().isEquivalentTo(Math.class)
                        && INEXACT.contains(call.getTarget().getName())))
        .check(CORE);
  }

  @Test
  void kernelsLeaveTheOrderOfSumsToNoStream() {
    classes()
        .that()
        .resideInAPackage("saddlepoint.engine.reference..")
        .and()
        .haveNameMatching(".*\\.Float(Arithmetic|Losses)")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackage("java.util.stream..")
        .check(CORE);
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    Path sources = Path.of("src", "main", "java");
    List<Path> packages;
    try (Stream<Path> files = Files.walk(sources)) {
      packages =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(Path::getParent)
              .distinct()
              .toList();
    }
    assertThat(packages).hasSizeGreaterThanOrEqualTo(8);
    for (Path folder : packages) {
      Path info = folder.resolve("package-info.java");
      assertThat(info).exists();
      assertThat(Files.readString(info)).containsPattern("/\\*\\*\\s+(\\* )?[A-Z][^/]+\\.\\s+\\*/");
    }
  }
}
