// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.OtherRecipes;

/** Rows of a finite set in three classes are drawn by epochs, alike on every engine. */
class FiniteSourceTest {
  @Test
  void everyEngineDrawsTheSameRowsByEpochs(@TempDir Path folder) throws Exception {
    OtherRecipes.name(folder, FiniteRecipe.class);

    String[] lines = OtherRecipes.call(folder, FiniteTrainings.class, "finite").split("\n");

    assertThat(lines).hasSize(5);
    String[] ids = lines[0].split(" ");
    assertThat(ids[0])
        .as("the id tells the data")
        .isEqualTo(hash(ids[1] + "\nseed=1\ndata=ten-rows\narithmetic=float32\nnumerics=2"));
    assertThat(lines[1]).as("different rows of each epoch").isEqualTo("epochs 10 10");
    for (int i = 2; i < lines.length; i++) {
      assertThat(lines[i]).isEqualTo(EngineComparison.AGREES);
    }
  }

  private static String hash(String text) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return HexFormat.of().formatHex(digest).substring(0, 16);
  }
}
