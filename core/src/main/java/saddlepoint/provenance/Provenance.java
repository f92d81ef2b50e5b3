// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.provenance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import saddlepoint.numerics.Numerics;

/**
 * The software and machine that trained a trial.
 *
 * @param codeVersion of this build, from the jar's manifest; "unpackaged" outside a jar
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
  private static final Provenance HERE = read();

  /** Of this JVM. */
  public static Provenance here() {
    return HERE;
  }

  private static Provenance read() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return new Provenance(
        version == null ? "unpackaged" : version,
        Numerics.VERSION,
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        readProcessor(),
        readHost());
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
