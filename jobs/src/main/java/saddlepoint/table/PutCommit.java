// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.AmazonClientException;
import com.amazonaws.AmazonServiceException;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.PutObjectRequest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.S3AUtils;
import org.apache.hadoop.fs.store.audit.AuditSpan;

/**
 * Of S3, which has no rename: one PUT of the whole file that fails if there is an object of its
 * name. The s3a of Hadoop 3.3 cannot ask for that itself, so its client is asked, which has the
 * user's endpoint, credentials and region. An object of one PUT may have 5 GB.
 */
final class PutCommit implements Commit {
  /** In the object's metadata: which writer made it. */
  private static final String WRITER = "saddlepoint-writer";

  /** How Hadoop calls that. */
  private static final String WRITER_ATTRIBUTE = "header." + WRITER;

  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int NOT_IMPLEMENTED = 501;

  /** Of PUTs that met others: 13 s in all. */
  private static final int TRIES = 8;

  private static final long FIRST_PAUSE_MILLIS = 50;

  private final S3AFileSystem store;
  private AmazonS3 client;

  /**
   * The commit of a file system.
   *
   * @param fileSystem that of s3a
   */
  PutCommit(FileSystem fileSystem) {
    this.store = (S3AFileSystem) fileSystem;
  }

  @Override
  public boolean create(Path whole, Path file) throws IOException {
    // A file of its own, since the client sends it again from the start where a PUT gets stuck.
    java.nio.file.Path content = Files.createTempFile("saddlepoint-", ".commit");
    try {
      try (InputStream in = store.open(whole)) {
        Files.copy(in, content, StandardCopyOption.REPLACE_EXISTING);
      }
      return put(content, file);
    } finally {
      Files.delete(content);
    }
  }

  private boolean put(java.nio.file.Path content, Path file) throws IOException {
    byte[] writer = UUID.randomUUID().toString().getBytes(UTF_8);
    for (int attempt = 1; ; attempt++) {
      try (AuditSpan span = store.createSpan("op_create", file.toString(), null)) {
        span.activate();
        client().putObject(request(content, file, writer));
        return true;
      } catch (AmazonClientException e) {
        int status = e instanceof AmazonServiceException answer ? answer.getStatusCode() : 0;
        if (status == CONFLICT && attempt < TRIES) {
          pause(attempt);
        } else if (isOf(writer, file, e)) {
          return true;
        } else if (status == PRECONDITION_FAILED) {
          return false;
        } else if (status == NOT_IMPLEMENTED) {
          throw new TableException(
              store.getUri()
                  + " cannot say who was first: it does not take If-None-Match with a PUT ("
                  + e.getMessage()
                  + "). Use a store that does, HDFS or a local folder",
              e);
        } else {
          throw S3AUtils.translateException("PUT", file, e);
        }
      }
    }
  }

  private PutObjectRequest request(java.nio.file.Path content, Path file, byte[] writer)
      throws IOException {
    ObjectMetadata metadata = store.newObjectMetadata(Files.size(content));
    metadata.addUserMetadata(WRITER, new String(writer, UTF_8));
    PutObjectRequest request =
        store.newPutObjectRequest(store.pathToKey(file), metadata, content.toFile());
    request.putCustomRequestHeader("If-None-Match", "*");
    return request;
  }

  /**
   * Whether the object of a name is a writer's in spite of what was answered: the client sends a
   * PUT again whose answer was lost, and then meets the object that the first one made.
   *
   * @param answer what was answered; told too if this cannot be found out
   */
  private boolean isOf(byte[] writer, Path file, AmazonClientException answer) throws IOException {
    try {
      return Arrays.equals(writer, store.getXAttr(file, WRITER_ATTRIBUTE));
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      e.addSuppressed(answer);
      throw e;
    }
  }

  private void pause(int attempt) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS << attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + store.getUri() + " was busy");
    }
  }

  /** The one public way to it; it is logged as one for tests. */
  private synchronized AmazonS3 client() {
    if (client == null) {
      client = store.getAmazonS3ClientForTesting("PUT with If-None-Match");
    }
    return client;
  }

  /** An object is there when all of it has been sent: what breaks off must not be ended well. */
  @Override
  public void replace(Path whole, Path file) throws IOException {
    try (InputStream in = store.open(whole)) {
      FSDataOutputStream out = store.create(file, true);
      try {
        in.transferTo(out);
      } catch (IOException | RuntimeException e) {
        out.abort();
        throw e;
      }
      out.close();
    }
    store.delete(whole, false);
  }

  /** A folder is a part of names; s3a says that it was changed now. */
  @Override
  public boolean datesFolders() {
    return false;
  }
}
