// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import saddlepoint.table.GeneratorArchive;

/**
 * Takes the generators out of a wave's rows and puts them into a file, while the task that asks for
 * the rows stores them. Both are of one attempt of one task, so that they tell of the same
 * trainings.
 */
final class KeepGenerators implements FlatMapFunction<Iterator<Row>, Row> {
  private static final long serialVersionUID = 1;

  private final String folder;

  /**
   * Keeps generators.
   *
   * @param folder where they are staged
   */
  KeepGenerators(String folder) {
    this.folder = folder;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) throws IOException {
    TaskContext task = TaskContext.get();
    GeneratorArchive archive = GeneratorArchive.create(folder, task.taskAttemptId());
    TaskCompletionListener giveUp = context -> archive.close();
    task.addTaskCompletionListener(giveUp);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        if (rows.hasNext()) {
          return true;
        }
        end(archive);
        return false;
      }

      @Override
      public Row next() {
        try {
          return archive.keep(rows.next());
        } catch (IOException e) {
          throw new UncheckedIOException("generators cannot be kept: " + e.getMessage(), e);
        }
      }
    };
  }

  private static void end(GeneratorArchive archive) {
    try {
      archive.end();
    } catch (IOException e) {
      throw new UncheckedIOException("generators cannot be kept: " + e.getMessage(), e);
    }
  }
}
