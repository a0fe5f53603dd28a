package dev.catenary.uplink.laz;

import com.github.mreutegg.laszip4j.LASHeader;
import com.github.mreutegg.laszip4j.LASPoint;
import com.github.mreutegg.laszip4j.LASReader;
import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * Cuts a square out of a LAZ cloud for {@code testdata}: {@code IN OUT XMIN YMIN XMAX YMAX} in the
 * cloud's own frame. Place, class, returns and intensity are kept, to the millimetre.
 */
final class CloudExcerpt {
  private static final int CELL_METRES = 1_000;
  private static final long TIME_NANOS = 1_000_000_000_000_000_000L;

  private CloudExcerpt() {}

  public static void main(String[] args) throws Exception {
    double xMin = Double.parseDouble(args[2]);
    double yMin = Double.parseDouble(args[3]);
    double xMax = Double.parseDouble(args[4]);
    double yMax = Double.parseDouble(args[5]);
    LASReader reader = new LASReader(Path.of(args[0]).toFile());
    LASHeader header = reader.getHeader();
    int column = (int) Math.floor(xMin / CELL_METRES);
    int row = (int) Math.floor(yMin / CELL_METRES);
    Zone zone = new Zone(new ZoneId("local", CELL_METRES, column, row), 1 << 16);
    for (LASPoint point : reader.getPoints()) {
      double x = point.getX() * header.getXScaleFactor() + header.getXOffset();
      double y = point.getY() * header.getYScaleFactor() + header.getYOffset();
      if (x >= xMin && x < xMax && y >= yMin && y < yMax) {
        int i = zone.size++;
        zone.ensureCapacity(zone.size);
        zone.xMillimetres[i] = (int) Math.round((x - zone.id.originEastingMetres()) * 1_000);
        zone.yMillimetres[i] = (int) Math.round((y - zone.id.originNorthingMetres()) * 1_000);
        double height = point.getZ() * header.getZScaleFactor() + header.getZOffset();
        zone.zMillimetres[i] = (int) Math.round(height * 1_000);
        zone.gpsTimeNanos[i] = TIME_NANOS;
        zone.intensity[i] = point.getIntensity();
        zone.lasReturns[i] = (byte) (point.getReturnNumber() | point.getNumberOfReturns() << 4);
        zone.label[i] = (byte) point.getClassification();
      }
    }
    LazMetadata metadata = new LazMetadata("LOCAL_CS[\"excerpt\",UNIT[\"metre\",1]]", "excerpt");
    try (FileChannel out =
        FileChannel.open(
            Path.of(args[1]), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(new LazChunkEncoder(metadata, () -> Instant.EPOCH).encode(zone));
    }
  }
}
