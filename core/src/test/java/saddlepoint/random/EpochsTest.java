// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import saddlepoint.recipe.Source;

class EpochsTest {
  private static final int SIZE = 10;

  /** The first rows of a stream, drawn in batches. */
  private static List<Integer> drawn(int randomSeed, Stream stream, int batch, int batches) {
    Epochs epochs = new Epochs(randomSeed, SIZE, Source.Draw.INDEX);
    List<Integer> drawn = new ArrayList<>();
    float[] out = new float[batch];
    for (int update = 0; update < batches; update++) {
      epochs.indices(stream, update, batch, out);
      for (float index : out) {
        drawn.add((int) index);
      }
    }
    return drawn;
  }

  @Test
  void eachRowIsDrawnOnceAnEpoch() {
    List<Integer> drawn = drawn(1, Stream.DATA, 4, 50);
    for (int epoch = 0; epoch < drawn.size() / SIZE; epoch++) {
      assertThat(drawn.subList(epoch * SIZE, (epoch + 1) * SIZE))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, SIZE).boxed().toList());
    }
  }

  @Test
  void epochsStreamsAndRandomSeedsHaveOrdersOfTheirOwn() {
    List<Integer> drawn = drawn(1, Stream.DATA, SIZE, 2);
    assertThat(
            List.of(
                drawn.subList(0, SIZE),
                drawn.subList(SIZE, 2 * SIZE),
                drawn(1, Stream.PRETRAIN_DATA, SIZE, 1),
                drawn(2, Stream.DATA, SIZE, 1)))
        .doesNotHaveDuplicates();
  }

  /** Of the update alone: not of the batch's size in an epoch, nor of what was drawn before. */
  @Test
  void rowsDependOnTheirPlaceAlone() {
    assertThat(drawn(1, Stream.DATA, 3, 20)).isEqualTo(drawn(1, Stream.DATA, 15, 4));
    Epochs epochs = new Epochs(1, SIZE, Source.Draw.INDEX);
    float[] late = new float[15];
    float[] ignored = new float[15];
    epochs.indices(Stream.DATA, 3, 15, late);
    epochs.indices(Stream.DATA, 0, 15, ignored);
    float[] again = new float[15];
    epochs.indices(Stream.DATA, 3, 15, again);
    assertThat(again).isEqualTo(late);
  }

  @Test
  void ordersAreEquallyLikely() {
    int epochs = 60_000;
    Map<String, Integer> counts = new HashMap<>();
    Epochs three = new Epochs(7, 3, Source.Draw.INDEX);
    float[] order = new float[3];
    for (int epoch = 0; epoch < epochs; epoch++) {
      three.indices(Stream.DATA, epoch, 3, order);
      counts.merge(Arrays.toString(order), 1, Integer::sum);
    }
    // Five standard deviations of a count.
    assertThat(counts).hasSize(6);
    assertThat(counts.values()).allSatisfy(it -> assertThat(it).isCloseTo(10_000, within(460)));
  }

  /** They are part of the arithmetic of training. */
  @Test
  void theirBitsStay() {
    assertThat(drawn(1, Stream.DATA, SIZE, 1)).containsExactly(5, 6, 8, 7, 4, 3, 9, 1, 0, 2);
  }

  @Test
  void theLastUpdateOfAnIntIsDrawnToo() {
    float[] out = new float[64];
    new Epochs(1, 60_000, Source.Draw.INDEX).indices(Stream.DATA, Integer.MAX_VALUE, 64, out);
    for (float index : out) {
      assertThat(index).isBetween(0f, 59_999f);
    }
  }
}
