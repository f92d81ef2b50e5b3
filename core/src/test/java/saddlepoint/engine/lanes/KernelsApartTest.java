// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kernel is compiled apart from its callers, and no vector goes from method to method. */
class KernelsApartTest {
  private static final String VECTORS = "jdk.incubator.vector";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("saddlepoint");

  @Test
  void allClassesThatComputeWithVectorsAreKernels() {
    Set<String> computing =
        CLASSES.stream()
            .filter(
                of ->
                    of.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> isVector(call.getTargetOwner())))
            .map(of -> of.getName().replaceFirst("\\$.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> expected = new TreeSet<>();
    KernelsApart.KERNELS.forEach(kernel -> expected.add(kernel.getName()));
    // The species alone; and what measures the peak, which calls nothing.
    expected.add(Lanes.class.getName());
    expected.add(PeakRate.class.getName());
    assertThat(computing).isEqualTo(expected);
  }

  @Test
  void noMethodTakesOrReturnsAVector() {
    List<String> handing =
        CLASSES.stream()
            .flatMap(of -> of.getMethods().stream())
            .filter(KernelsApartTest::handsAVector)
            .map(JavaMethod::getFullName)
            .toList();
    assertThat(handing).isEmpty();
  }

  @Test
  void theCompilerIsTold() throws Exception {
    assertThat(KernelsApart.keep()).isTrue();
    Object told =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "compilerDirectivesPrint",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    for (Class<?> kernel : KernelsApart.KERNELS) {
      // Another class loader of the engine may have told it as well.
      assertThat(told.toString()).contains("-" + kernel.getName().replace('.', '/') + ".*");
    }
  }

  /** The folder for temporary files may have blanks in its name. */
  @Test
  void theJvmSaysThatItHasTakenThem(@TempDir Path folder) throws Exception {
    Path blank = Files.createDirectory(folder.resolve("of one user"));
    assertThat(KernelsApart.add(blank)).contains(KernelsApart.ADDED);
    assertThat(blank).isEmptyDirectory();
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("com.sun.management:type=DiagnosticCommand"),
            "compilerDirectivesRemove",
            new Object[0],
            new String[0]);
  }

  private static boolean handsAVector(JavaMethod method) {
    return Stream.concat(
            method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
        .anyMatch(KernelsApartTest::isVector);
  }

  private static boolean isVector(JavaClass type) {
    return type.getPackageName().equals(VECTORS);
  }
}
