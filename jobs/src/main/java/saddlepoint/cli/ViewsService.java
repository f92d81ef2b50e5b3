// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Map;
import java.util.Set;
import org.apache.hive.service.cli.CLIService;
import org.apache.hive.service.cli.HiveSQLException;
import org.apache.hive.service.cli.thrift.ThriftBinaryCLIService;
import org.apache.hive.service.rpc.thrift.TOpenSessionReq;
import org.apache.hive.service.rpc.thrift.TOpenSessionResp;
import org.apache.thrift.TException;

/**
 * HiveServer2's protocol, whose clients set nothing. Left alone, a connection may set what Spark
 * and Hadoop are told by, and properties of this JVM.
 */
final class ViewsService extends ThriftBinaryCLIService {
  /** What drivers say without being told: the one database there is, and a size of their own. */
  private static final Map<String, Set<String>> HARMLESS =
      Map.of(
          "use:database", Set.of("default", ""),
          "set:hiveconf:hive.server2.thrift.resultset.default.fetch.size", Set.of());

  ViewsService(CLIService service) {
    super(service);
  }

  @Override
  public TOpenSessionResp OpenSession(TOpenSessionReq request) throws TException {
    if (request.isSetConfiguration()) {
      for (Map.Entry<String, String> setting : request.getConfiguration().entrySet()) {
        Set<String> values = HARMLESS.get(setting.getKey());
        if (values == null || !values.isEmpty() && !values.contains(setting.getValue())) {
          return new TOpenSessionResp(
              HiveSQLException.toTStatus(
                  new HiveSQLException(
                      ViewsContext.PLACE
                          + ": a connection sets nothing, got "
                          + setting.getKey()
                          + "="
                          + setting.getValue()
                          + "; leave it out of the URL")),
              request.getClient_protocol());
        }
      }
      request.unsetConfiguration();
    }
    return super.OpenSession(request);
  }
}
