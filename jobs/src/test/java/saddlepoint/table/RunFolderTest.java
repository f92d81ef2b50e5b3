// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.engine.Cost;
import saddlepoint.numerics.Numerics;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

/** The books of a run; they need no Spark. */
class RunFolderTest {
  private final Driver driver = Driver.create();

  @TempDir private Path folder;

  @Test
  void namesItsCutsAlikeWhateverDigitsTheLanguageHas() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));
    try {
      run()
          .addCut(
              1, Numerics.VERSION, List.of(trial()), Map.of(trial().id(), 1), Cost.PLAIN, driver);
    } finally {
      Locale.setDefault(usual);
    }

    assertThat(run().ledger().cuts()).extracting(Cut::number).containsExactly(1);
    assertThat(folder.resolve("runs/run=own/cut-0001.json")).exists();
  }

  @Test
  void givesATrialBackByItsWave() {
    run()
        .addCut(1, Numerics.VERSION, List.of(trial()), Map.of(trial().id(), 1), Cost.PLAIN, driver);
    String wave = run().ledger().cuts().get(0).waves().get(0).id();

    assertThat(run().trial(wave, trial().id())).contains(trial());
    assertThat(run().trial(wave, "0123456789abcdef")).isEmpty();
    assertThat(run().trial("0123456789abcdef", trial().id())).isEmpty();
  }

  @Test
  void refusesACutOfAFormatOfTheFutureWhateverElseIsInIt() throws IOException {
    RunFolder run = run();
    Path cut = folder.resolve("runs/run=own/cut-0001.json");
    Files.createDirectories(cut.getParent());
    Files.writeString(cut, "{\"format\":3,\"parts\":[]}");

    assertThatThrownBy(run::ledger)
        .isInstanceOf(TableException.class)
        .hasMessage(
            "file:"
                + cut
                + " tells of format 3; this build knows 1 to 2, use the build that wrote it or another"
                + " --run");
  }

  private RunFolder run() {
    return TableFolder.create(folder.toString(), new Configuration(), driver, false).run("own");
  }

  /** Its discriminator's widths are a list of one, which is not the same as a lone width. */
  private static Trial trial() {
    return new SweepReader()
        .read("gaussian", List.of("discriminator.hidden = [16]", "seeds = [3]"))
        .plan("float32", Numerics.VERSION)
        .trials()
        .get(0);
  }
}
