// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.hive.thriftserver.HiveThriftServer2;
import org.apache.spark.sql.hive.thriftserver.SparkSQLCLIService;
import org.apache.spark.sql.hive.thriftserver.ui.HiveThriftServer2EventManager;
import org.apache.spark.util.Utils;
import saddlepoint.engine.RootCause;
import saddlepoint.jobs.CannotRunException;

/** Spark's JDBC server on loopback, for the views of a session. */
final class JdbcServer implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final SparkSQLCLIService statements;
  private final ViewsService connections;

  /**
   * Listens.
   *
   * @param session in which the views are, or will be
   * @param port 0 for any that is free
   * @throws CannotRunException if the port is in use
   */
  JdbcServer(SparkSession session, int port) {
    // What is larger than the heap goes to a client in parts.
    session.conf().set("spark.sql.thriftServer.incrementalCollect", "true");
    SQLContext context = new ViewsContext(session);
    HiveConf settings = settings(session, port);
    HiveThriftServer2.eventManager_$eq(new HiveThriftServer2EventManager(session.sparkContext()));
    statements = new SparkSQLCLIService(new HiveThriftServer2(context), context);
    connections = new ViewsService(statements);
    statements.init(settings);
    connections.init(settings);
    statements.start();
    try {
      connections.start();
    } catch (RuntimeException e) {
      statements.stop();
      if (RootCause.of(e) instanceof BindException) {
        throw new CannotRunException(
            "port "
                + port
                + " of "
                + LOOPBACK
                + " is in use; give another by --port, or any that is free by --port 0",
            e);
      }
      throw e;
    }
  }

  /**
   * Hive's own, which keeps nothing: its catalogue is in memory, its scratch goes with this JVM.
   */
  private static HiveConf settings(SparkSession session, int port) {
    Path scratch = scratch();
    System.setProperty("derby.stream.error.file", scratch.resolve("derby.log").toString());
    HiveConf settings =
        new HiveConf(session.sessionState().newHadoopConf(), HiveThriftServer2.class);
    Map.of(
            "hive.server2.thrift.bind.host", LOOPBACK,
            "hive.server2.thrift.port", String.valueOf(port),
            "hive.server2.transport.mode", "binary",
            "hive.server2.authentication", "NONE",
            "hive.server2.enable.doAs", "false",
            "hive.server2.logging.operation.enabled", "false",
            "hive.server2.use.SSL", "false")
        .forEach(settings::set);
    Map.of(
            "hive.metastore.uris",
            "",
            "hive.metastore.schema.verification",
            "false",
            "hive.metastore.warehouse.dir",
            scratch.resolve("warehouse").toString(),
            "javax.jdo.option.ConnectionURL",
            "jdbc:derby:memory:saddlepoint;create=true",
            "datanucleus.schema.autoCreateAll",
            "true",
            "hive.exec.scratchdir",
            scratch.resolve("scratch").toString(),
            "hive.exec.local.scratchdir",
            scratch.resolve("local").toString(),
            "hive.downloaded.resources.dir",
            scratch.resolve("resources").toString())
        .forEach(settings::set);
    return settings;
  }

  private static Path scratch() {
    try {
      return Files.createDirectories(
          Utils.createTempDir(System.getProperty("java.io.tmpdir"), "saddlepoint-serve").toPath());
    } catch (IOException e) {
      throw new UncheckedIOException("the scratch folder: " + e.getMessage(), e);
    }
  }

  /** What a client connects to. */
  String url() {
    return "jdbc:hive2://" + LOOPBACK + ":" + connections.getPortNumber() + "/default";
  }

  @Override
  public void close() {
    connections.stop();
    statements.stop();
  }
}
