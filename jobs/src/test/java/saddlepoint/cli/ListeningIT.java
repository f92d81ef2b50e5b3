// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What listens while embedded Spark works, as the kernel tells it. */
@EnabledOnOs(OS.LINUX)
class ListeningIT {
  private static final String LISTENS = "0A";

  /** 127.0.0.1, ::1 and ::ffff:127.0.0.1 as {@code /proc/net} has them. */
  private static final String LOOPBACK =
      "(0100007F|00000000000000000000000001000000|0000000000000000FFFF00000100007F):.*";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "local[2,1]"})
  void nothingListensBeyondThisMachine(String master) throws IOException, InterruptedException {
    Path conf =
        Files.writeString(
            folder.resolve("small.conf"),
            "name = small, recipe = gaussian, pretrain = none, steps = 20, seeds = 1");
    CommandProcess commands =
        new CommandProcess(folder, List.of("sweep", conf.toString()), List.of("query", "cells"));
    if (!master.isEmpty()) {
      commands.with("-Dspark.master=" + master);
    }
    Process process =
        commands
            .builder()
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    Set<String> listening = new TreeSet<>();
    while (process.isAlive()) {
      listening.addAll(listening(process.pid()));
      Thread.sleep(50);
    }

    assertThat(process.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
    // Spark's driver and its block manager; without them this test would see nothing.
    assertThat(listening).hasSizeGreaterThanOrEqualTo(2).allMatch(it -> it.matches(LOOPBACK));
  }

  /** The addresses at which a process listens or takes datagrams, with the ports in hexadecimal. */
  private static Set<String> listening(long process) throws IOException {
    Set<String> sockets = sockets(process);
    Set<String> addresses = new TreeSet<>();
    for (String table : List.of("tcp", "tcp6", "udp", "udp6")) {
      Path file = Path.of("/proc", "net", table);
      if (!Files.exists(file)) {
        continue;
      }
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.strip().split(" +");
        boolean isOpen = table.startsWith("udp") || fields[3].equals(LISTENS);
        if (fields.length > 9 && isOpen && sockets.contains("socket:[" + fields[9] + "]")) {
          addresses.add(fields[1]);
        }
      }
    }
    return addresses;
  }

  private static Set<String> sockets(long process) {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(process), "fd"))) {
      for (Path descriptor : open.toList()) {
        try {
          sockets.add(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
          // Closed since it was listed.
          continue;
        }
      }
    } catch (IOException e) {
      // The process ended.
      return Set.of();
    }
    return sockets;
  }
}
