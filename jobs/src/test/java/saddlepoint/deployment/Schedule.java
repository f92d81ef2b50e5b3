// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command as a schedule has it.
 *
 * @param line program and arguments
 * @param environment what the schedule sets of it
 */
record Schedule(List<String> line, Map<String, String> environment) {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

  /** The settings of a systemd unit by {@code Section.Key}, each with all its values. */
  static Map<String, List<String>> unit(Path file) throws IOException {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    String section = "";
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("[")) {
        section = line.substring(1, line.indexOf(']'));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        int equals = line.indexOf('=');
        settings
            .computeIfAbsent(section + "." + line.substring(0, equals), key -> new ArrayList<>())
            .add(line.substring(equals + 1));
      }
    }
    return settings;
  }

  /**
   * What a systemd service runs, as systemd does: words at blanks, and a variable in braces is a
   * part of its word, whatever its value holds.
   *
   * @param key which of its commands, such as ExecStart
   * @param overrides what its EnvironmentFile says
   */
  static Schedule ofService(Path file, String key, Map<String, String> overrides)
      throws IOException {
    Map<String, List<String>> unit = unit(file);
    Map<String, String> environment = new HashMap<>();
    for (String assignment : unit.get("Service.Environment")) {
      int equals = assignment.indexOf('=');
      environment.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    environment.putAll(overrides);
    List<String> line = new ArrayList<>();
    for (String word : unit.get("Service." + key).get(0).split(" ")) {
      line.add(
          VARIABLE
              .matcher(word)
              .replaceAll(match -> Matcher.quoteReplacement(environment.get(match.group(1)))));
    }
    return new Schedule(line, environment);
  }

  /** What a crontab runs, each line by the shell that it names. */
  static List<Schedule> ofCrontab(Path file, Map<String, String> overrides) throws IOException {
    Map<String, String> environment = new HashMap<>();
    List<Schedule> schedules = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Matcher assignment = Pattern.compile("(\\w+)=(.*)").matcher(line);
      Matcher entry = Pattern.compile("(?:[-0-9*/,]+ ){5}(.*)").matcher(line);
      if (assignment.matches()) {
        environment.put(assignment.group(1), assignment.group(2));
        environment.putAll(overrides);
      } else if (entry.matches()) {
        schedules.add(
            new Schedule(
                List.of(environment.get("SHELL"), "-c", entry.group(1)), Map.copyOf(environment)));
      }
    }
    return schedules;
  }

  /** The steps of a GitHub workflow's job that run something, by name, as its runner runs them. */
  static Map<String, Schedule> ofWorkflow(
      Manifest workflow, String job, Map<String, String> overrides) {
    Map<String, String> environment = new HashMap<>();
    ((Map<?, ?>) workflow.content().get("env"))
        .forEach((key, value) -> environment.put(key.toString(), value.toString()));
    environment.putAll(overrides);
    Map<String, Schedule> steps = new LinkedHashMap<>();
    for (Object step : (List<?>) Manifest.at(workflow.content(), "jobs", job, "steps")) {
      if (Manifest.at(step, "run") instanceof String script) {
        steps.put(
            Manifest.at(step, "name").toString(),
            new Schedule(
                List.of("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script),
                environment));
      }
    }
    return steps;
  }
}
