// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A sweep's file as HOCON has it, with what the parser would not have told.
 *
 * @param root what it holds, with all substitutions made
 * @param name what its name makes of the sweep's
 * @param scan knows where things stand
 */
record SweepFile(ConfigObject root, String name, HoconScan scan) {
  private static final String FROM_A_PIPE = "sweep";
  private static final Pattern ITEM_OF_YAML = Pattern.compile("(?m)^\\s*-\\s+\\S|^---\\s*$");

  /**
   * Reads a file, or what a pipe gives.
   *
   * @param problems hears of what is dropped, merged or overruled in it
   * @throws ConfigurationException if it cannot be read, or is no HOCON
   */
  static SweepFile read(Path path, Problems problems) {
    HoconFiles files = new HoconFiles();
    HoconFile file = files.root(path);
    String fileName = file.path().getFileName().toString();
    String lower = fileName.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
      throw yaml(file);
    }
    HoconScan scan = new HoconScan(problems, files);
    try {
      scan.scan(file);
      ConfigObject root =
          Values.withVariables(
              Includes.parse(files, file).toConfig().resolve().root(), scan::place);
      boolean isFile = Files.isRegularFile(path);
      return new SweepFile(
          root, isFile ? fileName.replaceFirst("\\.[^.]*$", "") : FROM_A_PIPE, scan);
    } catch (ConfigException e) {
      if (ITEM_OF_YAML.matcher(file.text()).find()) {
        throw yaml(file);
      }
      problems.raise();
      throw Values.unreadable(e);
    } catch (StackOverflowError e) {
      throw new ConfigurationException(
          file.name(), "substitutions or += stand in too long a chain; write values out");
    }
  }

  private static ConfigurationException yaml(HoconFile file) {
    return new ConfigurationException(
        file.name(),
        "must be HOCON, got YAML; an axis is grid = [ { axis = \"learning-rate\", values = [0.001,"
            + " 0.005] } ], and conf/quickstart.conf explains the rest");
  }
}
