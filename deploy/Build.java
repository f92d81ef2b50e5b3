// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Builds the application for deploy/saddlepoint: {@code java deploy/Build.java HOME PROFILES
 * HOST}.
 *
 * <p>One process builds a checkout at a time, by a lock that the system drops with the process. Maven
 * builds in a folder that is new and nobody else's. What it made gets a folder named by its content,
 * which is never changed again, and {@code .builds/current} is swapped to name it by one rename: a
 * JVM that runs, and executors that it will still start, keep the jar that it started with.
 *
 * <p>Exit codes: 0 built, 3 could not build, 10 another process built meanwhile.
 */
final class Build {
  private static final int COULD_NOT_BUILD = 3;
  private static final int LOOK_AGAIN = 10;

  private static final int LOOKS = 100;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  /** What the launcher takes of a build. */
  private static final List<String> PARTS =
      List.of("saddlepoint.jar", "spark.classpath", "graph.classpath");

  private static final int NAME_LENGTH = 16;

  /** A launcher of another user cannot leave a mark, so a build is left alone for so long. */
  private static final Duration UNTOUCHED = Duration.ofDays(7);

  /** Host and process of whoever uses a build. */
  private static final Pattern MARK = Pattern.compile("(.+)\\.(\\d{1,18})");

  /** Of a process on another machine nobody here knows whether it still runs. */
  private static final Duration ELSEWHERE = Duration.ofDays(30);

  private final Path home;
  private final Path builds;
  private final String profiles;
  private final String host;

  private Build(Path home, String profiles, String host) {
    this.home = home;
    this.builds = home.resolve(".builds");
    this.profiles = profiles;
    this.host = host;
  }

  /** Builds, or waits for the process that does. */
  public static void main(String[] arguments) throws Exception {
    Build build = new Build(Path.of(arguments[0]), arguments[1], arguments[2]);
    int code;
    try {
      code = build.run();
    } catch (IOException e) {
      say("cannot build in " + build.builds + ": " + e);
      code = COULD_NOT_BUILD;
    }
    System.exit(code);
  }

  private static void say(String line) {
    System.err.println("saddlepoint: " + line);
  }

  private int run() throws Exception {
    Files.createDirectories(builds);
    Path lockFile = builds.resolve("lock");
    try (FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        say("waiting for the build that " + builder(lockFile) + " makes");
        channel.lock();
        return LOOK_AGAIN;
      }
      try {
        channel.truncate(0);
        channel.write(UTF_8.encode(ProcessHandle.current().pid() + "\n"));
        return build();
      } finally {
        channel.truncate(0);
      }
    }
  }

  /** Who has the lock; the number comes a moment after the lock, or never if that was killed. */
  private static String builder(Path lockFile) throws IOException, InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      String content = Files.readString(lockFile);
      if (content.endsWith("\n")) {
        return "process " + content.lines().findFirst().orElseThrow();
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
    return "another process";
  }

  private int build() throws Exception {
    deleteLeftovers();
    Path work = builds.resolve("building." + ProcessHandle.current().pid());
    try {
      // An edit from here on makes the build stale.
      Instant begin = Instant.now();
      say("building: about a minute of CPU time, and some minutes more the first time, when Maven fetches"
              + " Spark");
      if (!maven(work)) {
        return COULD_NOT_BUILD;
      }
      Path made = work.resolve("saddlepoint-jobs");
      String name = name(made);
      keep(made, builds.resolve(name), begin);
      Path next = Files.writeString(work.resolve("current"), name + "\n");
      Files.move(next, builds.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
      deleteUnused(name);
      return 0;
    } finally {
      delete(work);
    }
  }

  private boolean maven(Path work) throws IOException, InterruptedException {
    Files.createDirectories(work);
    File log = work.resolve("maven.log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(
                "mvn",
                "-q",
                "-B",
                "-P" + profiles,
                "-Dmaven.test.skip=true",
                "-Dbuild.root=" + work,
                "package")
            .directory(home.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process maven = builder.start();
    Thread end = new Thread(() -> maven.descendants().forEach(ProcessHandle::destroy));
    Runtime.getRuntime().addShutdownHook(end);
    if (maven.waitFor() == 0) {
      return true;
    }
    System.err.print(Files.readString(log.toPath()));
    say("the build failed; its errors are above");
    return false;
  }

  /** Of the content: equal builds share a folder. */
  private static String name(Path made) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (String part : PARTS) {
      digest.update(Files.readAllBytes(made.resolve(part)));
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_LENGTH);
  }

  private void keep(Path made, Path kept, Instant begin) throws IOException {
    if (!Files.isDirectory(kept)) {
      Path ready = Files.createDirectories(made.resolveSibling("ready"));
      Files.createDirectory(ready.resolve("users"));
      for (String part : PARTS) {
        Files.move(made.resolve(part), ready.resolve(part));
      }
      Files.createFile(ready.resolve("stamp"));
      Files.move(ready, kept, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.setLastModifiedTime(kept.resolve("stamp"), FileTime.from(begin));
  }

  /** What a build left that was killed. */
  private void deleteLeftovers() throws IOException {
    try (Stream<Path> paths = Files.list(builds)) {
      for (Path path : paths.filter(it -> it.getFileName().toString().startsWith("building.")).toList()) {
        delete(path);
      }
    }
  }

  private void deleteUnused(String current) throws IOException {
    Map<String, Path> others = new TreeMap<>();
    try (Stream<Path> paths = Files.list(builds)) {
      paths
          .filter(path -> path.getFileName().toString().matches("[0-9a-f]{" + NAME_LENGTH + "}"))
          .forEach(path -> others.put(path.getFileName().toString(), path));
    }
    others.remove(current);
    for (Path build : others.values()) {
      if (!isUsed(build)) {
        delete(build);
      }
    }
  }

  /** By a sweep of this machine that still runs, or of late. */
  private boolean isUsed(Path build) throws IOException {
    boolean isUsed = isYoungerThan(UNTOUCHED, build.resolve("stamp"));
    try (Stream<Path> marks = Files.list(build.resolve("users"))) {
      for (Path mark : marks.toList()) {
        Matcher name = MARK.matcher(mark.getFileName().toString());
        boolean isHere = name.matches() && name.group(1).equals(host);
        if (isHere
            ? ProcessHandle.of(Long.parseLong(name.group(2))).isPresent()
            : isYoungerThan(ELSEWHERE, mark)) {
          isUsed = true;
        } else {
          Files.delete(mark);
        }
      }
    }
    return isUsed;
  }

  private static boolean isYoungerThan(Duration age, Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(age));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
