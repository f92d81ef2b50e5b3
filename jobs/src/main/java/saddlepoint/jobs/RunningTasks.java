// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import scala.Tuple4;
import scala.collection.Iterator;
import scala.collection.Seq;

/**
 * What tasks that still run have counted, as executors tell it with every heartbeat; the value of
 * an accumulator at the driver has that only when a task ends; and which are at work. Thread safe.
 */
final class RunningTasks extends SparkListener {
  private static final long LOOK_MILLIS = 50;

  private final Map<Long, Counted> byTask = new ConcurrentHashMap<>();
  private final Set<Long> atWork = ConcurrentHashMap.newKeySet();

  /** What running tasks have added to an accumulator. */
  EndedTrials.Count of(EndedTrials accumulator) {
    EndedTrials.Count sum = EndedTrials.Count.ZERO;
    for (Counted counted : byTask.values()) {
      if (counted.accumulator() == accumulator.id()) {
        sum = sum.plus(counted.count());
      }
    }
    return sum;
  }

  /** Forgets an accumulator whose tasks have ended. */
  void forget(EndedTrials accumulator) {
    byTask.values().removeIf(counted -> counted.accumulator() == accumulator.id());
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    Iterator<Tuple4<Object, Object, Object, Seq<AccumulableInfo>>> tasks =
        update.accumUpdates().iterator();
    while (tasks.hasNext()) {
      Tuple4<Object, Object, Object, Seq<AccumulableInfo>> task = tasks.next();
      Iterator<AccumulableInfo> counts = task._4().iterator();
      while (counts.hasNext()) {
        AccumulableInfo info = counts.next();
        if (info.update().isDefined() && info.update().get() instanceof EndedTrials.Count count) {
          byTask.put((Long) task._1(), new Counted(info.id(), count));
        }
      }
    }
  }

  /** Waits until no task is at work, or for so long. */
  void awaitEnd(Duration most) throws InterruptedException {
    long latest = System.nanoTime() + most.toNanos();
    while (!atWork.isEmpty() && System.nanoTime() < latest) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    atWork.add(start.taskInfo().taskId());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    atWork.remove(end.taskInfo().taskId());
    byTask.remove(end.taskInfo().taskId());
  }

  private record Counted(long accumulator, EndedTrials.Count count) {}
}
