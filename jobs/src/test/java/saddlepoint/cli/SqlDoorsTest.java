// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** Where text becomes SQL. A user's text does in {@link Selection} alone, which checks it. */
class SqlDoorsTest {
  private static final JavaClasses CLASSES = classes();

  /** Their texts are constants of the product. */
  private static final String[] OWN_STATEMENTS = {
    "saddlepoint.jobs.CompareJob",
    "saddlepoint.cli.Leaderboard",
    "saddlepoint.table.MainEffectsView",
    "saddlepoint.table.Views"
  };

  private static final Set<String> WITH_EXPRESSIONS =
      Set.of("expr", "selectExpr", "where", "filter", "having");

  @Test
  void noStatementIsRunPastTheCheck() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(OWN_STATEMENTS[0])
        .and()
        .doNotHaveFullyQualifiedName(OWN_STATEMENTS[1])
        .and()
        .doNotHaveFullyQualifiedName(OWN_STATEMENTS[2])
        .and()
        .doNotHaveFullyQualifiedName(OWN_STATEMENTS[3])
        .should()
        .callMethodWhere(
            call(
                "SparkSession.sql",
                access ->
                    access.getTargetOwner().isEquivalentTo(SparkSession.class)
                        && access.getName().equals("sql")))
        .check(CLASSES);
  }

  @Test
  void noTextIsReadAsAnExpression() {
    noClasses()
        .should()
        .callMethodWhere(
            call(
                "a method of Dataset or functions that parses an expression",
                access -> isOfSpark(access) && takesText(access)))
        .check(CLASSES);
  }

  private static JavaClasses classes() {
    // Spark's own classes are known by name; reading them takes many seconds.
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    try {
      return new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("saddlepoint");
    } finally {
      ArchConfiguration.get().reset();
    }
  }

  private static boolean isOfSpark(JavaAccess<?> access) {
    return (access.getTargetOwner().isEquivalentTo(Dataset.class)
            || access.getTargetOwner().isEquivalentTo(functions.class))
        && WITH_EXPRESSIONS.contains(access.getName());
  }

  private static boolean takesText(JavaAccess<?> access) {
    return List.of("(java.lang.String)", "([Ljava.lang.String;)").stream()
        .anyMatch(access.getTarget().getFullName()::endsWith);
  }

  private static DescribedPredicate<JavaAccess<?>> call(
      String description, java.util.function.Predicate<JavaAccess<?>> predicate) {
    return DescribedPredicate.describe(description, predicate::test);
  }
}
