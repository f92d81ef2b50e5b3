// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import picocli.CommandLine.IVersionProvider;
import saddlepoint.provenance.Provenance;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Provenance here = Provenance.here();
    return new String[] {
      "saddlepoint " + here.codeVersion() + ", numerics version " + here.numericsVersion(),
      here.java() + ", " + here.platform()
    };
  }
}
