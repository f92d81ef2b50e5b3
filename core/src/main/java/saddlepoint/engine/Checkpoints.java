// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import saddlepoint.sweep.CheckpointInterval;

/**
 * Where trainings keep what they need to go on, should their process end before them. Nothing that
 * goes wrong here is thrown: at worst a training begins anew.
 */
public interface Checkpoints {
  /** Keeps nothing and has nothing. */
  Checkpoints NONE =
      new Checkpoints() {
        @Override
        public CheckpointInterval interval() {
          return CheckpointInterval.NONE;
        }

        @Override
        public void save(String training, int step, Content content) {}

        @Override
        public <T> Optional<T> last(String training, Reading<T> reading) {
          return Optional.empty();
        }
      };

  /** How often trainings are to keep one. */
  CheckpointInterval interval();

  /**
   * Whether nobody waits for the training any more: it is to keep a checkpoint and end. Asked after
   * every round, by the thread that trains.
   */
  default boolean isGivenUp() {
    return false;
  }

  /**
   * Keeps a checkpoint, whole or not at all. The one before it is kept too, older ones go.
   *
   * @param training tells which, for a file's name
   * @param step steps that are done
   */
  void save(String training, int step, Content content);

  /**
   * Reads the last checkpoint of a training, or the one before where the last is damaged or unfit.
   *
   * @return empty if there is none that can be read
   */
  <T> Optional<T> last(String training, Reading<T> reading);

  /** Writes a checkpoint. */
  interface Content {
    /** Writes all of it; the stream is buffered, and closed by the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Reads a checkpoint. */
  interface Reading<T> {
    /**
     * Reads all of it.
     *
     * @param in what was written, whole; buffered, and closed by the caller
     * @throws UnfitException if it is not for the one who asks
     */
    T from(InputStream in) throws IOException;
  }

  /** Tells why nobody can go on from what a checkpoint holds, as in "is of other trials". */
  final class UnfitException extends IOException {
    private static final long serialVersionUID = 1;

    public UnfitException(String message) {
      super(message);
    }
  }
}
