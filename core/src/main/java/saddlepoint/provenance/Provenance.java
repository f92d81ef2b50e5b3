// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.provenance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import saddlepoint.numerics.Numerics;

/**
 * The software and machine that trained a trial.
 *
 * @param codeVersion version and commit of this build, "+" behind it if the tree was changed
 * @param numericsVersion version of the bits
 * @param java vendor and version of the JVM
 * @param platform operating system and architecture
 * @param processor model name, as the operating system tells it; else the architecture
 * @param host name of the machine
 */
public record Provenance(
    String codeVersion,
    int numericsVersion,
    String java,
    String platform,
    String processor,
    String host)
    implements Serializable {
  private static final int COMMIT_DIGITS = 12;
  private static final Provenance HERE = read();

  /** Of this JVM. */
  public static Provenance here() {
    return HERE;
  }

  private static Provenance read() {
    return new Provenance(
        readCodeVersion(),
        Numerics.VERSION,
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        readProcessor(),
        readHost());
  }

  private static String readCodeVersion() {
    Properties build = new Properties();
    try (InputStream resource = Provenance.class.getResourceAsStream("git.properties")) {
      if (resource != null) {
        build.load(resource);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the build's git.properties cannot be read", e);
    }
    String version = build.getProperty("git.build.version", "unknown");
    String commit = build.getProperty("git.commit.id", "");
    String changed = Boolean.parseBoolean(build.getProperty("git.dirty")) ? "+" : "";
    return commit.isEmpty()
        ? version
        : version + " " + commit.substring(0, COMMIT_DIGITS) + changed;
  }

  private static String readProcessor() {
    Path information = Path.of("/proc/cpuinfo");
    if (Files.isReadable(information)) {
      try (BufferedReader lines = Files.newBufferedReader(information, StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("model name")) {
            return line.substring(line.indexOf(':') + 1).strip();
          }
        }
      } catch (IOException e) {
        // The architecture below is what is left to tell.
      }
    }
    return System.getProperty("os.arch");
  }

  private static String readHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
