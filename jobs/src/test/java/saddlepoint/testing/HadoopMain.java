// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * HDFS, and YARN if that is asked for, in this process and on loopback: FOLDER DATANODES
 * NODEMANAGERS. Obeys lines of its standard input, answers each with a line, and ends with it.
 */
final class HadoopMain {
  private static final String LOOPBACK = "127.0.0.1";

  private final MiniDFSCluster storage;
  private MiniDFSCluster.DataNodeProperties stopped;

  private HadoopMain(MiniDFSCluster storage) {
    this.storage = storage;
  }

  public static void main(String[] arguments) {
    int code = 0;
    try {
      run(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    } catch (Exception | LinkageError e) {
      e.printStackTrace(System.out);
      code = 1;
    }
    // Its threads would keep a process of which half has failed.
    System.exit(code);
  }

  private static void run(Path folder, int dataNodes, int nodeManagers) throws Exception {
    System.setProperty("test.build.data", folder.resolve("data").toString());
    YarnConfiguration settings = new YarnConfiguration();
    settings.set("hdfs.minidfs.basedir", folder.resolve("dfs").toString());
    settings.set("dfs.datanode.hostname", LOOPBACK);
    settings.setInt("dfs.replication", Math.min(2, dataNodes));
    // A datanode that is stopped is missed within seconds, not ten minutes.
    settings.setInt("dfs.namenode.heartbeat.recheck-interval", 1000);
    settings.setInt("dfs.heartbeat.interval", 1);
    try (MiniDFSCluster storage =
        new MiniDFSCluster.Builder(settings).numDataNodes(dataNodes).build()) {
      storage.waitActive();
      Configuration told = new Configuration(false);
      told.set("fs.defaultFS", storage.getURI().toString());
      told.set("dfs.replication", settings.get("dfs.replication"));
      if (nodeManagers > 0) {
        settings.set("fs.defaultFS", storage.getURI().toString());
        startYarn(settings, nodeManagers)
            .forEach(
                setting -> {
                  if (setting.getKey().startsWith("yarn.")) {
                    told.set(setting.getKey(), setting.getValue());
                  }
                });
      }
      Path conf = Files.createDirectories(folder.resolve("conf"));
      for (String file : new String[] {"core-site.xml", "yarn-site.xml"}) {
        try (OutputStream out = Files.newOutputStream(conf.resolve(file))) {
          told.writeXml(out);
        }
      }
      answer("ready");
      new HadoopMain(storage).obey();
    }
  }

  private static Configuration startYarn(YarnConfiguration settings, int nodeManagers)
      throws InterruptedException, YarnException {
    settings.set("yarn.resourcemanager.hostname", LOOPBACK);
    settings.set("yarn.resourcemanager.bind-host", LOOPBACK);
    settings.set("yarn.nodemanager.bind-host", LOOPBACK);
    settings.setInt("yarn.nodemanager.resource.memory-mb", 4096);
    settings.setInt("yarn.nodemanager.resource.cpu-vcores", 4);
    settings.setInt("yarn.scheduler.minimum-allocation-mb", 256);
    settings.setInt("yarn.scheduler.maximum-allocation-mb", 4096);
    settings.set("yarn.scheduler.capacity.root.queues", "default");
    settings.set("yarn.scheduler.capacity.root.default.capacity", "100");
    settings.set("yarn.scheduler.capacity.maximum-am-resource-percent", "0.8");
    // How full a disk of the tests is, is nobody's business.
    settings.set(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99.9");
    settings.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
    // YARN's own: what an application that says nothing would get.
    settings.setInt("yarn.resourcemanager.am.max-attempts", 2);
    settings.setInt("yarn.nodemanager.delete.debug-delay-sec", 3600);
    MiniYARNCluster cluster = new MiniYARNCluster("yarn", nodeManagers, 1, 1);
    cluster.init(settings);
    cluster.start();
    if (!cluster.waitForNodeManagersToConnect(30_000)) {
      throw new IllegalStateException("not all node managers have come");
    }
    return cluster.getConfig();
  }

  private void obey() throws IOException, InterruptedException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      switch (line) {
        case "stop datanode" -> stopped = storage.stopDataNode(0);
        case "start datanode" -> storage.restartDataNode(stopped);
        case "stop namenode" -> storage.shutdownNameNodes();
        case "start namenode" -> storage.restartNameNodes();
        default -> throw new IllegalArgumentException(line);
      }
      answer("done: " + line);
    }
  }

  private static void answer(String line) {
    System.out.println("HADOOP " + line);
    System.out.flush();
  }
}
