// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom, and who may print. */
class ArchitectureTest {
  private static final JavaClasses JOBS =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void jobsAreHere() {
    assertThat(JOBS.size()).isGreaterThan(150);
  }

  @Test
  void nothingKnowsTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("saddlepoint.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("saddlepoint.cli..", "picocli..")
        .check(JOBS);
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("saddlepoint.cli..")
        // A process of its own, which tells its parent by the standard output.
        .and()
        .doNotHaveFullyQualifiedName("saddlepoint.jobs.selftest.BoundedTraining")
        .should(ACCESS_STANDARD_STREAMS)
        .check(JOBS);
  }

  @Test
  void onlyTheCommandLineExits() {
    noClasses()
        .that()
        .resideOutsideOfPackage("saddlepoint.cli..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .check(JOBS);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("saddlepoint.(**)").should().beFreeOfCycles().check(JOBS);
  }

  @Test
  void statisticsAndPicturesKnowNeitherSparkNorTables() {
    noClasses()
        .that()
        .resideInAnyPackage("saddlepoint.statistics..", "saddlepoint.picture..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.spark..",
            "org.apache.hadoop..",
            "scala..",
            "saddlepoint.table..",
            "saddlepoint.jobs..")
        .check(JOBS);
  }

  @Test
  void tablesDoNotKnowWhoWritesThem() {
    noClasses()
        .that()
        .resideInAPackage("saddlepoint.table..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("saddlepoint.jobs..", "saddlepoint.picture..")
        .check(JOBS);
  }

  /** What one engine has and another has not is asked of the engine. */
  @Test
  void nothingKnowsAnEngineOfItsOwn() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "saddlepoint.engine.scalar..",
            "saddlepoint.engine.lanes..",
            "saddlepoint.engine.graph..")
        .check(JOBS);
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
