// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;

/**
 * Compares a committed wave with what its driver told of it.
 *
 * @param told compares what it has read
 * @param books of the run, which have read the cut
 * @param cut which has the wave
 * @param files what holds the wave's rows
 * @param manifests of the wave: of the driver that committed it, and of any that were killed before
 */
record WaveCheck(
    ManifestCheck told,
    RunBooks books,
    String run,
    Cut cut,
    Wave wave,
    List<Path> files,
    List<Manifest> manifests)
    implements Callable<WaveCheck.Result> {

  @Override
  public Result call() {
    Storage storage = told.storage();
    try {
      boolean isOld = files.size() != 1 || WaveName.parse(files.get(0).getName()).isEmpty();
      long bytes = 0;
      if (!isOld) {
        Digests rows = told.digests(files.get(0));
        Manifest manifest =
            told.requireManifest(
                files.get(0),
                rows,
                manifests,
                new ManifestCheck.Plan(
                    wave.attempt(),
                    wave.size(),
                    RunBooks.name(cut.number()),
                    books.sha256OfCut(wave)));
        Manifest.DataFile generators = manifest.generators();
        bytes = rows.bytes() + told.requireGenerators(generators, named(generators));
      }
      if (isOld || told.comparesRows()) {
        WaveFiles.verdicts(storage, files, run, wave);
      }
      if (told.comparesRows()) {
        for (Path file : files) {
          WaveFiles.decode(storage, file, new RecordedRows(cut, wave)::require);
        }
        cut.trials(wave);
      }
      return new Result(bytes, Optional.empty());
    } catch (WaveFiles.UnfitException e) {
      return Result.unfit(e, wave.size());
    } catch (IOException e) {
      return Result.unreadable(e, wave.size());
    } catch (TableException e) {
      return Result.ofAnotherBuild(e);
    }
  }

  private Map<String, String> named(Manifest.DataFile generators) throws IOException {
    return told.comparesRows()
        ? WaveFiles.generators(
            told.storage(), files.get(0), generators == null ? null : generators.name())
        : Map.of();
  }

  /**
   * What was found.
   *
   * @param bytes how many were read
   * @param problem what is wrong and its remedy; empty if nothing is
   */
  record Result(long bytes, Optional<String> problem) {
    static Result unfit(WaveFiles.UnfitException e, int trials) {
      return new Result(0, Optional.of(e.getMessage() + remedy(trials)));
    }

    static Result unreadable(IOException e, int trials) {
      return new Result(0, Optional.of("cannot be read (" + e + ")" + remedy(trials)));
    }

    static Result ofAnotherBuild(TableException e) {
      return new Result(0, Optional.of("holds trials of another build: " + e.getMessage()));
    }

    private static String remedy(int trials) {
      return "; move it away and sweep again to train its "
          + (trials == 1 ? "trial" : trials + " trials");
    }
  }
}
