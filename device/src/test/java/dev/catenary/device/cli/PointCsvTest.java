package dev.catenary.device.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.proto.point.PointBatch;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;

class PointCsvTest {
  @Property
  void coordinatesAreTheDecimalRoundingOfTheFloat(
      @ForAll @FloatRange(min = -300, max = 300) float metres) throws IOException {
    PointBatch batch = new PointBatch(1);
    batch.size = 1;
    batch.xSensorMetres[0] = metres;
    batch.intensity[0] = 65_535;
    batch.ring[0] = (byte) 200;
    batch.returnKind[0] = PointBatch.RETURN_BOTH;
    batch.sensorTimeNanos[0] = -7_000;
    StringWriter text = new StringWriter();
    new PointCsv(text).write(4, batch);

    String[] columns = text.toString().lines().skip(1).findFirst().orElseThrow().split(",");
    BigDecimal written = new BigDecimal(columns[1]);
    BigDecimal exact = new BigDecimal((double) metres);
    assertThat(written.scale()).isEqualTo(5);
    assertThat(written.subtract(exact).abs()).isLessThanOrEqualTo(new BigDecimal("0.000005001"));
    assertThat(columns).containsSequence("0.00000", "0.00000", "65535", "200", "3", "-7000");
    assertThat(columns[0]).isEqualTo("4");
  }
}
