// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import java.net.InetAddress;
import java.util.HashMap;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.MockWebServer;
import okhttp3.mockwebserver.RecordedRequest;

/**
 * Kubernetes' API on loopback: it keeps what it is given and tells those who watch, without
 * schemas, rights or scheduling. Run from source, since its libraries want JUnit 4, which tests
 * must not see. Ends with its standard input.
 */
final class KubernetesApi {
  private KubernetesApi() {}

  public static void main(String[] arguments) throws Exception {
    KubernetesMockServer server =
        new KubernetesMockServer(
            new Context(),
            new MockWebServer(),
            new HashMap<>(),
            new Pending(),
            /* useHttps */ false);
    server.start(InetAddress.getLoopbackAddress(), 0);
    System.out.println("API " + server.getPort());
    System.in.transferTo(System.out);
    System.exit(0);
  }

  /** A pod has a phase from its first moment, on which Spark relies. */
  private static final class Pending extends KubernetesCrudDispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      if (request.getMethod().equals("POST") && request.getPath().endsWith("/pods")) {
        Pod pod = Serialization.unmarshal(request.getBody().readUtf8(), Pod.class);
        pod.setStatus(new PodStatusBuilder().withPhase("Pending").build());
        request.getBody().writeUtf8(Serialization.asJson(pod));
      }
      return super.dispatch(request);
    }
  }
}
