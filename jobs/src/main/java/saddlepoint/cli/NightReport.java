// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.table.Finding;
import saddlepoint.table.Night;

/** What a night found, for people and for the tools that watch nights. */
final class NightReport {
  private final Night night;

  NightReport(Night night) {
    this.night = night;
  }

  /** In Markdown, which reads as plain text too. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# "
            + night.name()
            + ", night of "
            + night.date()
            + ": "
            + (night.isRegressed() ? "REGRESSED" : "quiet"));
    lines.add("");
    night.notes().forEach(note -> lines.add("- " + note));
    lines.add(
        "- compared with "
            + (night.comparedWith().isEmpty()
                ? "nothing"
                : Quantity.of(night.comparedWith().size(), "accepted night")
                    + ", the latest "
                    + night.comparedWith().get(0))
            + ": "
            + Quantity.of(night.bits(), "trial")
            + " bit by bit, "
            + Quantity.of(night.tests(), "test")
            + " of fresh random seeds");
    if (!night.findings().isEmpty()) {
      lines.add("");
      lines.add("| alarm | where | figure | test | p | effect | figures |");
      lines.add("|---|---|---|---|--:|--:|---|");
      night.findings().forEach(finding -> lines.add(row(finding)));
    }
    return lines;
  }

  private static String row(Finding finding) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %.2g | %+.3f | %s |",
        finding.alarm() ? "ALARM" : "",
        finding.place(),
        finding.figure(),
        finding.test(),
        finding.p(),
        finding.effect(),
        finding.text());
  }

  /**
   * Writes it as Markdown.
   *
   * @throws CannotRunException if it cannot be written
   */
  void writeMarkdown(Path to) {
    write(to, String.join("\n", lines()) + "\n");
  }

  /**
   * Writes it as a JUnit report: a test case of each gate and a failure of each alarm.
   *
   * @throws CannotRunException if it cannot be written
   */
  void writeJunit(Path to) {
    List<Finding> alarms = night.findings().stream().filter(Finding::alarm).toList();
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", night.name());
      xml.writeAttribute("timestamp", night.date() + "T00:00:00");
      xml.writeAttribute("tests", Integer.toString(Math.max(1, alarms.size())));
      xml.writeAttribute("failures", Integer.toString(alarms.size()));
      if (alarms.isEmpty()) {
        xml.writeEmptyElement("testcase");
        xml.writeAttribute("classname", night.name());
        xml.writeAttribute("name", "quiet");
      }
      for (Finding alarm : alarms) {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", night.name() + "." + alarm.gate());
        xml.writeAttribute("name", alarm.place() + ": " + alarm.figure());
        xml.writeStartElement("failure");
        xml.writeAttribute("message", alarm.text());
        xml.writeCharacters(row(alarm));
        xml.writeEndElement();
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("no XML of " + night, e);
    }
    write(to, text + "\n");
  }

  /** Removes what an earlier night has written, if there is anything. */
  static void remove(Path target) {
    try {
      if (target != null) {
        Files.deleteIfExists(target);
      }
    } catch (IOException e) {
      throw new CannotRunException(target + " cannot be removed: " + e.getMessage(), e);
    }
  }

  private static void write(Path to, String text) {
    try {
      Files.writeString(to, text);
    } catch (IOException e) {
      throw new CannotRunException(to + " cannot be written: " + e.getMessage(), e);
    }
  }
}
