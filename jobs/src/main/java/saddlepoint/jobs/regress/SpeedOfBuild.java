// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import saddlepoint.jobs.PreparedSweep;
import saddlepoint.provenance.Provenance;
import saddlepoint.sweep.Cell;
import saddlepoint.sweep.Trial;
import saddlepoint.table.Finding;
import saddlepoint.table.Nights;

/** Holds this build to the one that was kept where the baseline begins. */
final class SpeedOfBuild {
  private final Nights nights;
  private final LocalDate date;
  private final GateSettings settings;
  private final List<String> notes = new ArrayList<>();
  private Optional<SpeedGate> gate = Optional.empty();

  SpeedOfBuild(Nights nights, LocalDate date, GateSettings settings) {
    this.nights = nights;
    this.date = date;
    this.settings = settings;
  }

  /** The jar that this build runs from; empty where it runs from folders of classes. */
  static Optional<Path> jar() {
    try {
      Path place =
          Path.of(SpeedOfBuild.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Optional.of(place).filter(Files::isRegularFile);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a jar's place is no URI", e);
    }
  }

  /** Compares the cells of a sweep, if there is another build to compare them with. */
  void compare(PreparedSweep sweep, Consumer<String> progress) {
    Optional<Path> jar = jar();
    Optional<LocalDate> kept = nights.keptBuild(date);
    if (jar.isEmpty() || kept.isEmpty()) {
      notes.add(
          "speed was not compared: "
              + (jar.isEmpty()
                  ? "this build is no jar"
                  : "no accepted night before this one has kept its build"));
      return;
    }
    String here = Provenance.here().codeVersion();
    Optional<String> then =
        nights.find(kept.get()).map(night -> night.provenance().get("code_version"));
    // A "+" says that what was built is not what the commit names.
    if (then.equals(Optional.of(here)) && !here.endsWith("+")) {
      notes.add("speed was not compared: the build is that of " + kept.get());
      return;
    }
    if (sweep.choice().engine().arithmetic().startsWith(BitsGate.INEXACT)) {
      notes.add("speed was not compared: ND4J trains on threads of its own");
      return;
    }
    Map<String, Map<String, String>> cells = new LinkedHashMap<>();
    for (Trial trial : sweep.plan().trials()) {
      Cell cell = trial.cell();
      cells.computeIfAbsent(
          cell.recipe() + " " + cell.preset() + ", " + cell.describe(),
          place -> SpeedKernel.describe(cell, sweep.choice().engine().name()));
    }
    try {
      Path copy = Files.createTempFile("saddlepoint-accepted", ".jar");
      try {
        nights.copyBuild(kept.get(), copy);
        compare(cells, copy, jar.get(), progress);
      } finally {
        Files.delete(copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy the accepted build to java.io.tmpdir", e);
    }
  }

  private void compare(
      Map<String, Map<String, String>> cells, Path accepted, Path here, Consumer<String> progress)
      throws IOException {
    SpeedGate begun = new SpeedGate(settings, List.of(url(accepted)), List.of(url(here)), progress);
    gate = Optional.of(begun);
    begun.compare(cells);
    notes.addAll(begun.notes());
  }

  private static URL url(Path jar) throws IOException {
    return jar.toUri().toURL();
  }

  /** How many cells were compared. */
  int compared() {
    return gate.map(SpeedGate::compared).orElse(0);
  }

  /** The cells that are slow. */
  List<Finding> findings() {
    return gate.map(SpeedGate::findings).orElse(List.of());
  }

  /** What is to be known besides. */
  List<String> notes() {
    return List.copyOf(notes);
  }
}
