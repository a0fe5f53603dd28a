package dev.catenary.capture.gnss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GnssStreamTest {
  private final Counters counters = new Counters();
  private int fixes;
  private final GnssListener listener =
      new GnssListener() {
        @Override
        public void fix(GnssFix fix) {
          fixes++;
        }

        @Override
        public void ins(InsSolution solution) {}
      };
  private final GnssStream stream = new GnssStream(counters, 18, listener);

  private void accept(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    stream.accept(ByteBuffer.wrap(bytes), 0, bytes.length, 0);
  }

  /** The GGA of the NMEA chapter of the u-blox interface description. */
  private static final String GGA =
      "$GPGGA,092725.00,4717.11399,N,00833.91590,E,1,08,1.01,499.6,M,48.0,M,,*5B\r\n";

  @Test
  void sentenceIsFoundAfterNoiseAndAfterABrokenOne() {
    accept("noise" + GGA.substring(0, 30) + GGA + "\u00b5b\u0001" + GGA);
    stream.end();
    assertThat(counters.get(DeviceCounter.NMEA_SENTENCES)).isEqualTo(2);
    assertThat(fixes).as("of one moment").isEqualTo(1);
    assertThat(counters.get(DeviceCounter.GNSS_BYTES_SKIPPED)).isEqualTo(5 + 30 + 3);
  }

  @Test
  void wrongChecksumIsCountedAndNothingIsHandedOn() {
    accept(GGA.replace("4717", "4718"));
    assertThat(fixes).isZero();
    assertThat(counters.get(DeviceCounter.NMEA_BAD_CHECKSUM)).isEqualTo(1);
  }

  @Property(tries = 300)
  void anyBytesAreTakenWithoutAnException(@ForAll byte[] noise) {
    GnssStream any = new GnssStream(new Counters(), 18, listener);
    any.accept(ByteBuffer.wrap(noise), 0, noise.length, 0);
    byte[] framed = new byte[noise.length + 4];
    framed[0] = (byte) 0xAA;
    framed[1] = 0x44;
    framed[2] = (byte) (noise.length % 2 == 0 ? 0x12 : 0x13);
    System.arraycopy(noise, 0, framed, 3, noise.length);
    any.accept(ByteBuffer.wrap(framed), 0, framed.length, 0);
    assertThat(any).isNotNull();
  }
}
