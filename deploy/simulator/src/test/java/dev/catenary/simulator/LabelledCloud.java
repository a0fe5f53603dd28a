package dev.catenary.simulator;

import com.github.mreutegg.laszip4j.LASExtraBytesDescription;
import com.github.mreutegg.laszip4j.LASHeader;
import com.github.mreutegg.laszip4j.LASPoint;
import com.github.mreutegg.laszip4j.LASReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A truth file as a reader of others, laszip4j, sees it. */
record LabelledCloud(LASHeader header, List<Point> points) {
  /** One point. */
  record Point(
      double easting,
      double northing,
      double height,
      double gpsSeconds,
      int intensity,
      int ring,
      int returnNumber,
      int numberOfReturns,
      int lasClass,
      long object,
      double rangeError) {}

  static LabelledCloud read(Path file) throws IOException {
    LASReader reader = new LASReader(file.toFile());
    LASHeader header = reader.getHeader();
    LASExtraBytesDescription ring = header.getExtraBytesDescription("ring");
    LASExtraBytesDescription object = header.getExtraBytesDescription("object");
    LASExtraBytesDescription error = header.getExtraBytesDescription("range_error");
    List<Point> points = new ArrayList<>();
    try (var all = reader.getCloseablePoints()) {
      for (LASPoint point : all) {
        points.add(
            new Point(
                header.getXOffset() + point.getX() * header.getXScaleFactor(),
                header.getYOffset() + point.getY() * header.getYScaleFactor(),
                header.getZOffset() + point.getZ() * header.getZScaleFactor(),
                point.getGPSTime(),
                point.getIntensity(),
                point.getExtraBytes(ring).getValue().intValue(),
                point.getReturnNumber(),
                point.getNumberOfReturns(),
                point.getClassification(),
                point.getExtraBytes(object).getValue().longValue(),
                point.getExtraBytes(error).getValue().doubleValue()));
      }
    }
    return new LabelledCloud(header, points);
  }
}
