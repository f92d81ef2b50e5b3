// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.net.URL;

/**
 * Hands the parser the files that a file includes. They must exist, where HOCON itself takes a
 * missing one for an empty one, and be files.
 */
final class Includes
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private final HoconFiles files;
  private final HoconFile file;

  /** What one file includes. */
  private Includes(HoconFiles files, HoconFile file) {
    this.files = files;
    this.file = file;
  }

  /** Parses a file with all that it includes; substitutions stay as they are. */
  static ConfigObject parse(HoconFiles files, HoconFile file) {
    return ConfigFactory.parseString(
            file.text(),
            ConfigParseOptions.defaults()
                .setSyntax(ConfigSyntax.CONF)
                .setOriginDescription(file.name())
                .setIncluder(new Includes(files, file)))
        .root();
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    return parse("", what);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return parse("file", what.toString());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    return parse("url", what.toString());
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    return parse("classpath", what);
  }

  private ConfigObject parse(String kind, String what) {
    return parse(files, files.included(file, kind, what, file.name()));
  }
}
