package dev.catenary.inference.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.inference.zone.Classifier;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Zones whose truth is known: as a file, and as what a classifier is held to. */
class ZoneSetTest {
  private static final ZoneId ID = new ZoneId("EPSG:32755", 32, -7, 190_000);

  /** Ten points: 4 of a conductor, 3 of vegetation, 2 of ground, one of which nothing is known. */
  private static ZoneSet set(Bar... bars) {
    byte[] truth = {14, 14, 14, 14, 5, 5, 5, 2, 2, 0};
    Zone zone = new Zone(ID, truth.length);
    for (int i = 0; i < truth.length; i++) {
      zone.xMillimetres[i] = i * 100;
      zone.yMillimetres[i] = -i;
      zone.zMillimetres[i] = 5_000 + i;
      zone.intensity[i] = (char) (65_000 + i);
      zone.lasReturns[i] = 0x11;
    }
    zone.size = truth.length;
    Zone margin = new Zone(ID, 1);
    margin.xMillimetres[0] = -3_999;
    margin.size = 1;
    zone.margin = margin;
    return new ZoneSet(List.of(bars), List.of(new TrueZone(zone, truth)));
  }

  /** Labels by the point's place: three of four conductors right, one plant taken for a wire. */
  private static final Classifier KNOWN =
      new Classifier() {
        private final byte[] labels = {14, 14, 14, 15, 5, 5, 14, 2, 1, 14};

        @Override
        public String name() {
          return "known";
        }

        @Override
        public void classify(Zone zone) {
          System.arraycopy(labels, 0, zone.label, 0, labels.length);
        }
      };

  @Test
  void sharesAreThoseCountedByHand() {
    ModelMeasure measure = ModelMeasure.of(KNOWN, set());
    assertThat(measure.recall(ScoredClass.CONDUCTOR)).isEqualTo(0.75);
    // The point of which nothing is known counts for nobody.
    assertThat(measure.precision(ScoredClass.CONDUCTOR)).isEqualTo(0.75);
    assertThat(measure.recall(ScoredClass.VEGETATION)).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(measure.precision(ScoredClass.VEGETATION)).isEqualTo(1);
    assertThat(measure.recall(ScoredClass.OTHER)).isEqualTo(1);
    assertThat(measure.precision(ScoredClass.POLE)).isZero();
    assertThat(measure.recall(ScoredClass.BUILDING)).isEqualTo(1);
  }

  @Test
  void onlyABarThatIsMissedIsTold() {
    ModelMeasure measure = ModelMeasure.of(KNOWN, set());
    assertThat(measure.below(List.of(new Bar(ScoredClass.CONDUCTOR, 750, 750)))).isEmpty();
    assertThat(measure.below(List.of(new Bar(ScoredClass.CONDUCTOR, 751, 750))))
        .containsExactly("recall of conductor 0.750, expected 0.751 at least");
    assertThat(measure.below(List.of(new Bar(ScoredClass.POLE, 0, 1)))).hasSize(1);
  }

  @Test
  void fileIsReadAsItWasWritten() throws IOException {
    ZoneSet read = ZoneSet.read(set(new Bar(ScoredClass.CONDUCTOR, 900, 0)).bytes());
    assertThat(read.bars()).containsExactly(new Bar(ScoredClass.CONDUCTOR, 900, 0));
    TrueZone zone = read.zones().getFirst();
    assertThat(zone.zone().id).isEqualTo(ID);
    assertThat(zone.truth()).containsExactly(14, 14, 14, 14, 5, 5, 5, 2, 2, 0);
    assertThat(zone.zone().yMillimetres[9]).isEqualTo(-9);
    assertThat((int) zone.zone().intensity[9]).isEqualTo(65_009);
    assertThat(zone.zone().margin).isNotNull();
    assertThat(zone.zone().margin.xMillimetres[0]).isEqualTo(-3_999);
  }

  @Test
  void anyBytesAreASetOrRefused() throws IOException {
    byte[] whole = set(new Bar(ScoredClass.CONDUCTOR, 900, 0)).bytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ZoneSet.read(cut)).isInstanceOf(IOException.class);
    }
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      byte[] bent = whole.clone();
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        bent[random.nextInt(60)] = (byte) random.nextInt(256);
      }
      try {
        ZoneSet.read(bent);
      } catch (IOException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
  }
}
