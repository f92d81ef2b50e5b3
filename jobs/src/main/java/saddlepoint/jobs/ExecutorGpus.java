// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.resource.ResourceInformation;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * The GPUs of an executor.
 *
 * @param executor Spark's id of it
 * @param host where it runs, as Spark or the machine itself calls it
 * @param addresses that Spark gave it, none if it gave none
 */
record ExecutorGpus(String executor, String host, List<String> addresses) {
  private static final String DRIVER = "driver";
  private static final String GPU = "gpu";

  ExecutorGpus {
    addresses = List.copyOf(addresses);
  }

  /** Of the executors that are there now. */
  static List<ExecutorGpus> of(SparkContext context) {
    List<ExecutorGpus> executors = new ArrayList<>();
    for (ExecutorSummary summary :
        JavaConverters.seqAsJavaList(context.statusStore().executorList(/* activeOnly= */ true))) {
      if (!summary.id().equals(DRIVER)) {
        Option<ResourceInformation> gpus = summary.resources().get(GPU);
        executors.add(
            new ExecutorGpus(
                summary.id(),
                summary.hostPort().replaceFirst(":\\d+$", ""),
                gpus.isEmpty() ? List.of() : List.of(gpus.get().addresses())));
      }
    }
    return executors;
  }

  /**
   * Refuses a GPU that two executors were given: each worker of a host hands out all that its
   * discovery script lists.
   *
   * @throws UnfitClusterException naming both
   */
  static void requireDistinct(List<ExecutorGpus> executors) {
    Map<String, ExecutorGpus> owners = new HashMap<>();
    for (ExecutorGpus executor : executors) {
      for (String address : executor.addresses) {
        ExecutorGpus other = owners.put(executor.host + " " + address, executor);
        if (other != null) {
          throw new UnfitClusterException(
              "executors "
                  + other.executor
                  + " and "
                  + executor.executor
                  + " on "
                  + executor.host
                  + " were both given GPU "
                  + address
                  + ": two workers of that machine hand out the same; run one worker a machine, or"
                  + " give each a discovery script that lists its own GPUs"
                  + " (spark.worker.resource.gpu.discoveryScript)");
        }
      }
    }
  }
}
