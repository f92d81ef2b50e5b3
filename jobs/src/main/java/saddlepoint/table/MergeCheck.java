// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;

/**
 * Compares a file of several waves with what was told of it.
 *
 * @param told compares what it has read
 * @param books of the run, which have read the merge
 * @param waves those of the merge, each with its cut
 * @param file what holds their rows
 * @param manifests of the merge
 * @param ofWaves the manifests of its waves, by their ids
 */
record MergeCheck(
    ManifestCheck told,
    RunBooks books,
    Merge merge,
    Map<Wave, Cut> waves,
    Path file,
    List<Manifest> manifests,
    Map<String, List<Manifest>> ofWaves)
    implements Callable<WaveCheck.Result> {

  @Override
  public WaveCheck.Result call() {
    int trials = waves.keySet().stream().mapToInt(Wave::size).sum();
    try {
      Digests rows = told.digests(file);
      told.requireManifest(
          file,
          rows,
          manifests,
          new ManifestCheck.Plan(
              0, trials, RunBooks.nameOfMerge(merge.number()), books.sha256Of(merge)));
      long bytes = rows.bytes() + requireGenerators();
      if (told.comparesRows()) {
        requireRows();
      }
      return new WaveCheck.Result(bytes, Optional.empty());
    } catch (WaveFiles.UnfitException e) {
      return WaveCheck.Result.unfit(e, trials);
    } catch (IOException e) {
      return WaveCheck.Result.unreadable(e, trials);
    } catch (TableException e) {
      return WaveCheck.Result.ofAnotherBuild(e);
    }
  }

  /** Compares every wave's generators with the manifest of the driver that committed it. */
  private long requireGenerators() throws IOException {
    Map<String, Map<String, String>> named =
        told.comparesRows()
            ? new HashMap<>(WaveFiles.generators(told.storage(), file))
            : new HashMap<>();
    long bytes = 0;
    for (Merge.Part part : merge.parts()) {
      Manifest manifest =
          ofWaves.getOrDefault(part.wave(), List.of()).stream()
              .filter(candidate -> candidate.driver().equals(part.driver()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new WaveFiles.UnfitException(
                          "holds wave "
                              + part.wave()
                              + ", which has no manifest in its run's folder"));
      Manifest.DataFile generators = manifest.generators();
      if (generators != null) {
        Map<String, String> inFile = named.remove(generators.name());
        bytes += told.requireGenerators(generators, inFile == null ? Map.of() : inFile);
      }
    }
    if (!named.isEmpty()) {
      throw new WaveFiles.UnfitException(
          "names generators in "
              + named.keySet().iterator().next()
              + ", which no manifest tells of");
    }
    return bytes;
  }

  private void requireRows() throws IOException {
    WaveFiles.verdicts(told.storage(), List.of(file), merge.run(), List.copyOf(waves.keySet()));
    Map<String, RecordedRows> recorded = new HashMap<>();
    waves.forEach((wave, cut) -> recorded.put(wave.id(), new RecordedRows(cut, wave)));
    WaveFiles.decode(
        told.storage(), file, row -> recorded.get(row.getString(WaveFiles.WAVE, 0)).require(row));
    waves.forEach((wave, cut) -> cut.trials(wave));
  }
}
