// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseable;

/** Includes files that must exist; HOCON itself takes a missing one for an empty one. */
final class RequiredFiles implements ConfigIncluder {
  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    ConfigParseable file = context.relativeTo(what);
    try {
      if (file != null) {
        return file.parse(context.parseOptions().setAllowMissing(false));
      }
    } catch (ConfigException.IO e) {
      // Told below: the parser speaks of its class path, where nobody looks for a sweep.
    }
    throw new ConfigurationException(
        "include \"" + what + "\"",
        "there is no such file beside the one that includes it; check its path");
  }
}
