// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.DeployMessages.MasterStateResponse;
import org.apache.spark.deploy.DeployMessages.RequestMasterState$;
import org.apache.spark.deploy.master.WorkerInfo;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcTimeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.concurrent.duration.Duration;
import scala.reflect.ClassTag$;

/** What the workers of a standalone cluster have, asked of its master for messages. */
final class StandaloneWorkers {
  private static final Logger LOG = LoggerFactory.getLogger(StandaloneWorkers.class);
  private static final String SCHEME = "spark://";
  private static final String MASTER = "Master";
  private static final int SECONDS = 5;
  private static final String PATIENCE = "spark.rpc.askTimeout";

  private StandaloneWorkers() {}

  /** A text for each worker; none where the cluster is no standalone one, or does not answer. */
  static List<String> of(SparkContext context) {
    return alive(context).stream().map(StandaloneWorkers::text).toList();
  }

  /** The address of a worker's web pages; nothing where the master does not tell it. */
  static Optional<String> page(SparkContext context, String worker) {
    return alive(context).stream()
        .filter(it -> it.id().equals(worker))
        .map(WorkerInfo::webUiAddress)
        .findFirst();
  }

  private static List<WorkerInfo> alive(SparkContext context) {
    List<WorkerInfo> workers = new ArrayList<>();
    if (!context.master().startsWith(SCHEME)) {
      return workers;
    }
    try {
      MasterStateResponse state =
          SparkEnv.get()
              .rpcEnv()
              .setupEndpointRef(RpcAddress.fromSparkURL(context.master()), MASTER)
              .askSync(
                  RequestMasterState$.MODULE$,
                  new RpcTimeout(Duration.create(SECONDS, TimeUnit.SECONDS), PATIENCE),
                  ClassTag$.MODULE$.apply(MasterStateResponse.class));
      for (WorkerInfo worker : state.workers()) {
        if (worker.isAlive()) {
          workers.add(worker);
        }
      }
    } catch (Throwable e) {
      // Spark's internals, which another release may have changed, and figures that only help.
      LOG.debug("the master does not tell what its workers have", e);
    }
    return workers;
  }

  private static String text(WorkerInfo worker) {
    return worker.host()
        + " has "
        + count(worker.resourcesInfo().get("gpu"))
        + " GPUs ("
        + count(worker.resourcesInfoFree().get("gpu"))
        + " free), "
        + worker.cores()
        + " cores ("
        + worker.coresFree()
        + " free) and "
        + worker.memory()
        + " MiB ("
        + worker.memoryFree()
        + " free)";
  }

  private static int count(Option<ResourceInformation> gpus) {
    return gpus.isEmpty() ? 0 : gpus.get().addresses().length;
  }
}
