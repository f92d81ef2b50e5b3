// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import saddlepoint.sweep.ConfigurationException;

/**
 * What is told of a run beside its rows, a small file each: cuts, manifests, events and signs of
 * life. Each holds its own hash and names its run, so that damage and foreign files are seen.
 * Thread safe.
 */
final class RunBooks {
  private static final Pattern CUT = Pattern.compile("cut-\\d{4,}\\.json");
  private static final Pattern MERGE = Pattern.compile("merge-\\d{4,}\\.json");
  private static final Pattern EVENT = Pattern.compile("event-.+-(started|finished)\\.json");
  private static final Pattern HEARTBEAT = Pattern.compile("\\.heartbeat-.+\\.json");
  private static final Pattern MANIFEST = Pattern.compile("wave-[0-9a-f]{16}-.+\\.json");
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Storage storage;
  private final String run;
  private final boolean mayHoldFormat1;
  private final Path folder;

  /** SHA-256 of the file of the cut that has a wave, or of a merge, by the id of either. */
  private final Map<String, String> plans = new ConcurrentHashMap<>();

  private final List<Merge> merges = new ArrayList<>();

  /**
   * The books of a run.
   *
   * @param mayHoldFormat1 whether cuts and events without a hash are taken
   */
  RunBooks(Storage storage, String run, boolean mayHoldFormat1) {
    this.storage = storage;
    this.run = run;
    this.mayHoldFormat1 = mayHoldFormat1;
    this.folder =
        new Path(new Path(storage.root(), TableFolder.RUNS), TableFolder.RUN_PREFIX + run);
  }

  Path folder() {
    return folder;
  }

  static boolean isCut(FileStatus file) {
    return CUT.matcher(name(file)).matches();
  }

  static boolean isMerge(FileStatus file) {
    return MERGE.matcher(name(file)).matches();
  }

  static boolean isEvent(FileStatus file) {
    return EVENT.matcher(name(file)).matches();
  }

  static boolean isHeartbeat(FileStatus file) {
    return HEARTBEAT.matcher(name(file)).matches();
  }

  static boolean isManifest(FileStatus file) {
    return MANIFEST.matcher(name(file)).matches();
  }

  /**
   * All cuts, in the order of their numbers.
   *
   * @throws TableException naming the first that is not as it was written
   */
  List<Cut> cuts() throws IOException {
    List<Cut> cuts = new ArrayList<>();
    for (FileStatus file : storage.list(folder)) {
      if (isCut(file)) {
        cuts.add(readCut(file.getPath()));
      }
    }
    return cuts;
  }

  /**
   * All events, in the order of time.
   *
   * @throws TableException naming the first that is not as it was written
   */
  List<RunEvent> events() throws IOException {
    List<RunEvent> events = new ArrayList<>();
    for (FileStatus file : storage.list(folder)) {
      if (isEvent(file)) {
        events.add(readEvent(file.getPath()));
      }
    }
    return events;
  }

  /**
   * Reads a cut.
   *
   * @throws TableException naming the file first, if it is not as it was written
   */
  Cut readCut(Path file) throws IOException {
    byte[] content = storage.read(file);
    Cut cut = read(file, content, Cut.class, mayHoldFormat1);
    requireName(file, name(cut.number()));
    for (Wave wave : cut.waves()) {
      if (!wave.isWhole()) {
        throw damaged(file, "is damaged: wave " + wave.id() + " is not the hash of its trials");
      }
    }
    String sha256 = Digests.sha256(content);
    cut.waves().forEach(wave -> plans.put(wave.id(), sha256));
    return cut;
  }

  /** SHA-256 of the file of the cut that has a wave, as it was when it was read last. */
  String sha256OfCut(Wave wave) throws IOException {
    if (!plans.containsKey(wave.id())) {
      cuts();
    }
    return plans.get(wave.id());
  }

  /**
   * All merges, in the order of their numbers; those that were read before are not read again.
   *
   * @throws TableException naming the first that is not as it was written
   */
  List<Merge> merges() throws IOException {
    synchronized (merges) {
      // A driver asks for each wave, and most runs have none: looking for the next one is cheaper
      // than a list of all that is in the folder.
      for (Path next = nextMerge(); storage.exists(next); next = nextMerge()) {
        merges.add(readMerge(next));
      }
      return List.copyOf(merges);
    }
  }

  private Path nextMerge() {
    return new Path(folder, nameOfMerge(merges.size() + 1));
  }

  /**
   * Reads a merge.
   *
   * @throws TableException naming the file first, if it is not as it was written
   */
  Merge readMerge(Path file) throws IOException {
    byte[] content = storage.read(file);
    Merge merge = read(file, content, Merge.class, /* mayBeOfFormat1= */ false);
    requireName(file, nameOfMerge(merge.number()));
    plans.put(merge.id(), Digests.sha256(content));
    return merge;
  }

  /** SHA-256 of the file of a merge, as it was when it was read last. */
  String sha256Of(Merge merge) {
    return plans.get(merge.id());
  }

  /**
   * Adds a merge.
   *
   * @return false if there is one of its number already
   */
  boolean add(Merge merge, Path scratch) throws IOException {
    byte[] content = Json.seal(merge);
    boolean isOurs =
        storage.create(new Path(folder, nameOfMerge(merge.number())), content, scratch);
    if (isOurs) {
      plans.put(merge.id(), Digests.sha256(content));
    }
    return isOurs;
  }

  static String nameOfMerge(int number) {
    return String.format(Locale.ROOT, "merge-%04d.json", number);
  }

  /**
   * Reads an event.
   *
   * @throws TableException naming the file first, if it is not as it was written
   */
  RunEvent readEvent(Path file) throws IOException {
    RunEvent event = read(file, storage.read(file), RunEvent.class, mayHoldFormat1);
    try {
      requireName(file, name(event));
    } catch (DateTimeException e) {
      throw damaged(file, "is damaged: " + e.getMessage());
    }
    return event;
  }

  /** All manifests, by the id of their wave or merge. */
  Map<String, List<Manifest>> manifests() throws IOException {
    Map<String, List<Manifest>> manifests = new HashMap<>();
    for (FileStatus file : storage.list(folder)) {
      if (isManifest(file)) {
        Manifest manifest = readManifest(file.getPath());
        manifests.computeIfAbsent(manifest.wave(), absent -> new ArrayList<>()).add(manifest);
      }
    }
    return manifests;
  }

  /**
   * When the last manifest of a wave or merge was written, just before it was committed; the
   * beginning of time if there is none.
   */
  Instant lastManifest(String id) throws IOException {
    long last = 0;
    for (FileStatus file : storage.list(folder)) {
      if (isManifest(file) && name(file).startsWith("wave-" + id)) {
        last = Math.max(last, file.getModificationTime());
      }
    }
    return Instant.ofEpochMilli(last);
  }

  /**
   * Reads a manifest.
   *
   * @throws TableException naming the file first, if it is not as it was written
   */
  Manifest readManifest(Path file) throws IOException {
    Manifest manifest = read(file, storage.read(file), Manifest.class, /* mayBeOfFormat1= */ false);
    requireName(file, name(manifest));
    return manifest;
  }

  /**
   * Adds a cut.
   *
   * @return false if there is a cut of its number already
   */
  boolean add(Cut cut, Path scratch) throws IOException {
    storage.makeLastingFolder(folder);
    return storage.create(new Path(folder, name(cut.number())), Json.seal(cut), scratch);
  }

  /** Adds an event. */
  void add(RunEvent event, Path scratch) throws IOException {
    storage.create(new Path(folder, name(event)), Json.seal(event), scratch);
  }

  /** Puts a sign of life in the place of the driver's last one. */
  void put(Heartbeat heartbeat, Path scratch) throws IOException {
    storage.replace(new Path(folder, name(heartbeat.driver())), Json.seal(heartbeat), scratch);
  }

  /** Removes the signs of life of a driver that ends. */
  void removeHeartbeat(Driver driver) throws IOException {
    storage.delete(new Path(folder, name(driver.id())));
  }

  /** The last signs of life of all drivers that did not end in good order, or did not yet. */
  List<Heartbeat> heartbeats() throws IOException {
    List<Heartbeat> heartbeats = new ArrayList<>();
    for (FileStatus file : storage.list(folder)) {
      if (isHeartbeat(file)) {
        try {
          heartbeats.add(readHeartbeat(file.getPath()));
        } catch (FileNotFoundException | NoSuchFileException e) {
          // Its driver has ended since it was listed.
        }
      }
    }
    return heartbeats;
  }

  /**
   * Reads a sign of life.
   *
   * @throws TableException naming the file first, if it is not as it was written
   */
  Heartbeat readHeartbeat(Path file) throws IOException {
    byte[] content = storage.read(file);
    try {
      Heartbeat heartbeat = read(file, content, Heartbeat.class, /* mayBeOfFormat1= */ false);
      requireName(file, name(heartbeat.driver()));
      return heartbeat;
    } catch (TableException e) {
      throw new TableException(
          file + " is no sign of life as it was written; delete it, no row depends on it", e);
    }
  }

  /** Writes a driver's manifest of a wave, over an earlier one of that driver. */
  void put(Manifest manifest, Path scratch) throws IOException {
    Path file = new Path(folder, name(manifest));
    if (!storage.create(file, Json.seal(manifest), scratch)) {
      storage.delete(file);
      storage.create(file, Json.seal(manifest), scratch);
    }
  }

  /** Removes a driver's manifest of a wave that another driver has committed. */
  void remove(Manifest manifest) throws IOException {
    storage.delete(new Path(folder, name(manifest)));
  }

  private <T extends OfRun> T read(Path file, byte[] content, Class<T> type, boolean mayBeOfFormat1)
      throws IOException {
    try {
      return Json.unseal(content, type, run, mayBeOfFormat1);
    } catch (JsonProcessingException e) {
      throw damaged(file, "is not readable: " + e.getOriginalMessage());
    } catch (Json.FormatException e) {
      throw new TableException(file + " " + e.getMessage(), e);
    } catch (Json.DamagedException e) {
      throw damaged(file, e.getMessage());
    } catch (ConfigurationException e) {
      throw damaged(file, "is of another build: " + e.getMessage());
    }
  }

  private static void requireName(Path file, String name) {
    if (!file.getName().equals(name)) {
      throw damaged(file, "holds what belongs into " + name);
    }
  }

  private static TableException damaged(Path file, String what) {
    return new TableException(
        file + " " + what + "; restore it, or move the run's folders away and sweep again");
  }

  private static String name(FileStatus file) {
    return file.getPath().getName();
  }

  static String name(int cut) {
    return String.format(Locale.ROOT, "cut-%04d.json", cut);
  }

  private static String name(RunEvent event) {
    String instant = INSTANT.format(event.instant());
    return "event-" + instant + "-" + event.driver() + "-" + event.kind() + ".json";
  }

  private static String name(String driver) {
    return ".heartbeat-" + driver + ".json";
  }

  private static String name(Manifest manifest) {
    return "wave-" + manifest.wave() + "-" + manifest.driver() + ".json";
  }
}
