// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds of every pod: it is not root and cannot become root, has no capabilities and a root
 * file system that it cannot write, an emptyDir for temporary files, and nothing of its node.
 */
final class PodRule {
  private static final String TEMPORARY = "/tmp";

  private final Manifest manifest;
  private final List<String> problems = new ArrayList<>();
  private int pods;

  private PodRule(Manifest manifest) {
    this.manifest = manifest;
  }

  /** What is wrong with the pods of an object, each with its place. */
  static List<String> problems(Manifest manifest) {
    PodRule rule = new PodRule(manifest);
    rule.walk("$", manifest.content());
    return rule.problems;
  }

  /** How many pods an object describes. */
  static int pods(Manifest manifest) {
    PodRule rule = new PodRule(manifest);
    rule.walk("$", manifest.content());
    return rule.pods;
  }

  private void walk(String place, Object tree) {
    if (tree instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        walk(place + "[" + i + "]", list.get(i));
      }
    } else if (tree instanceof Map<?, ?> map) {
      if (map.get("containers") instanceof List<?> containers) {
        pod(place, map, containers);
      } else if (map.containsKey("mainApplicationFile")) {
        for (String role : List.of("driver", "executor")) {
          sparkPod(place + "." + role, map.get(role), map.get("volumes"));
        }
      } else {
        map.forEach((key, value) -> walk(place + "." + key, value));
      }
    }
  }

  private void pod(String place, Map<?, ?> pod, List<?> containers) {
    pods++;
    Object security = pod.get("securityContext");
    of(place, pod, security, place + ".securityContext", pod.get("volumes"));
    List<?> first = pod.get("initContainers") instanceof List<?> list ? list : List.of();
    each(place + ".initContainers", first, security, pod.get("volumes"));
    each(place + ".containers", containers, security, pod.get("volumes"));
  }

  private void each(String place, List<?> containers, Object podSecurity, Object volumes) {
    for (int i = 0; i < containers.size(); i++) {
      container(place + "[" + i + "]", containers.get(i), podSecurity, volumes);
    }
  }

  /** A pod of spark-operator, which has the fields of a pod and of its container side by side. */
  private void sparkPod(String place, Object pod, Object volumes) {
    pods++;
    Object security = Manifest.at(pod, "podSecurityContext");
    of(place, pod, security, place + ".podSecurityContext", volumes);
    container(place, pod, security, volumes);
    for (String others : List.of("initContainers", "sidecars")) {
      if (Manifest.at(pod, others) instanceof List<?> list) {
        each(place + "." + others, list, security, volumes);
      }
    }
  }

  private void of(String place, Object pod, Object security, String securityPlace, Object volumes) {
    require(
        securityPlace + ".seccompProfile.type",
        "RuntimeDefault",
        Manifest.at(security, "seccompProfile", "type"));
    for (String namespace : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (Manifest.at(pod, namespace) != null) {
        require(place + "." + namespace, false, Manifest.at(pod, namespace));
      }
    }
    for (Object volume : volumes instanceof List<?> list ? list : List.of()) {
      if (Manifest.at(volume, "hostPath") != null) {
        say(place, "volume " + Manifest.at(volume, "name") + " must not be a hostPath");
      }
    }
  }

  private void container(String place, Object container, Object podSecurity, Object volumes) {
    String security = place + ".securityContext";
    Object own = Manifest.at(container, "securityContext");
    require(
        security + ".runAsNonRoot",
        true,
        Optional.ofNullable(Manifest.at(own, "runAsNonRoot"))
            .orElse(Manifest.at(podSecurity, "runAsNonRoot")));
    Object user =
        Optional.ofNullable(Manifest.at(own, "runAsUser"))
            .orElse(Manifest.at(podSecurity, "runAsUser"));
    if (!(user instanceof Integer number) || number == 0) {
      say(security + ".runAsUser", "must be a user other than 0, got " + user);
    }
    require(
        security + ".allowPrivilegeEscalation",
        false,
        Manifest.at(own, "allowPrivilegeEscalation"));
    require(security + ".readOnlyRootFilesystem", true, Manifest.at(own, "readOnlyRootFilesystem"));
    require(
        security + ".capabilities.drop", List.of("ALL"), Manifest.at(own, "capabilities", "drop"));
    if (Manifest.at(own, "capabilities", "add") != null) {
      say(security + ".capabilities.add", "must not be there");
    }
    if (Manifest.at(own, "privileged") != null) {
      require(security + ".privileged", false, Manifest.at(own, "privileged"));
    }
    temporary(place, container, volumes);
  }

  private void temporary(String place, Object container, Object volumes) {
    Object name = null;
    for (Object mount :
        Manifest.at(container, "volumeMounts") instanceof List<?> list ? list : List.of()) {
      if (TEMPORARY.equals(Manifest.at(mount, "mountPath"))) {
        name = Manifest.at(mount, "name");
      }
    }
    if (name == null) {
      say(place + ".volumeMounts", "must have one at " + TEMPORARY);
      return;
    }
    for (Object volume : volumes instanceof List<?> list ? list : List.of()) {
      if (name.equals(Manifest.at(volume, "name"))
          && Manifest.at(volume, "emptyDir") instanceof Map<?, ?>) {
        return;
      }
    }
    say(place + ".volumeMounts", "volume " + name + " at " + TEMPORARY + " must be an emptyDir");
  }

  private void require(String place, Object right, Object value) {
    if (!right.equals(value)) {
      say(place, "must be " + right + ", got " + value);
    }
  }

  private void say(String place, String problem) {
    problems.add(manifest + ": " + place + " " + problem);
  }
}
