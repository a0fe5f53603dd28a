package dev.catenary.capture.ouster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Random;

/**
 * A made-up sensor: its metadata, and its packets written field by field after the tables of the
 * Ouster Firmware User Manual v3.1, apart from the decoder's own code.
 */
record OusterSample(String profile, int rows, int columnsPerFrame) {
  static final long SERIAL = 122_247_000_785L;
  static final int INITIALIZATION_ID = 0x86_75_30;
  static final int COLUMNS = 16;

  /** One pixel's value: what the sensor measured. */
  record Pixel(int rangeMillimetres, int reflectivity, int signal) {}

  boolean isLegacy() {
    return profile.equals("LEGACY");
  }

  boolean isFusa() {
    return profile.startsWith("FUSA");
  }

  boolean isDual() {
    return profile.endsWith("DUAL");
  }

  boolean isLowData() {
    return profile.contains("RNG15");
  }

  /** Level beams that point where their column does, but the first by a hair. */
  OusterMetadata metadata() {
    try {
      return OusterMetadata.parse(json());
    } catch (OusterMetadataException e) {
      throw new IllegalStateException(e);
    }
  }

  String json() {
    String level = String.join(", ", Collections.nCopies(rows, "0.0"));
    String azimuths = level.replaceFirst("0.0", "0.001");
    return """
        {"sensor_info": {"prod_line": "OS-1-%d", "prod_sn": "%d", "initialization_id": %d},
         "beam_intrinsics": {"beam_altitude_angles": [%s], "beam_azimuth_angles": [%s],
                             "lidar_origin_to_beam_origin_mm": 15.806},
         "lidar_intrinsics": {"lidar_to_sensor_transform": [1,0,0,0, 0,1,0,0, 0,0,1,0, 0,0,0,1]},
         "config_params": {"lidar_mode": "%dx10"},
         "lidar_data_format": {"pixels_per_column": %d, "columns_per_packet": 16,
                               "columns_per_frame": %d, "udp_profile_lidar": "%s"}}
        """
        .formatted(
            rows,
            SERIAL,
            INITIALIZATION_ID,
            level,
            azimuths,
            columnsPerFrame,
            rows,
            columnsPerFrame,
            profile);
  }

  int pixelLength() {
    return switch (profile) {
      case "RNG15_RFL8_NIR8" -> 4;
      case "FUSA_RNG15_RFL8_NIR8_DUAL" -> 8;
      case "RNG19_RFL8_SIG16_NIR16_DUAL" -> 16;
      default -> 12;
    };
  }

  private int columnHeader() {
    return isLegacy() ? 16 : 12;
  }

  private int columnLength() {
    return columnHeader() + rows * pixelLength() + (isLegacy() ? 4 : 0);
  }

  private int header() {
    return isLegacy() ? 0 : 32;
  }

  /** All columns valid, no pixel with a return; a column's time is 1,000 times its place. */
  ByteBuffer packet(int frame, int firstColumn) {
    ByteBuffer packet =
        ByteBuffer.allocate(2 * header() + COLUMNS * columnLength()).order(ByteOrder.LITTLE_ENDIAN);
    if (isFusa()) {
      packet.put(0, (byte) 1).putInt(4, frame);
      packet.put(1, (byte) INITIALIZATION_ID).putShort(2, (short) (INITIALIZATION_ID >> 8));
      packet.putInt(11, (int) SERIAL).put(15, (byte) (SERIAL >> 32));
    } else if (!isLegacy()) {
      packet.putShort(0, (short) 1).putShort(2, (short) frame);
      packet.putShort(4, (short) INITIALIZATION_ID).put(6, (byte) (INITIALIZATION_ID >> 16));
      packet.putInt(7, (int) SERIAL).put(11, (byte) (SERIAL >> 32));
    }
    for (int column = 0; column < COLUMNS; column++) {
      int at = header() + column * columnLength();
      packet.putLong(at, timeNanos(frame, firstColumn + column));
      packet.putShort(at + 8, (short) (firstColumn + column));
      if (isLegacy()) {
        packet.putShort(at + 10, (short) frame).putInt(at + columnLength() - 4, -1);
      } else {
        packet.putShort(at + 10, (short) 1);
      }
    }
    return packet;
  }

  long timeNanos(int frame, int column) {
    return (frame * (long) columnsPerFrame + column) * 100_000_000L / columnsPerFrame;
  }

  void invalidate(ByteBuffer packet, int column) {
    int at = header() + column * columnLength();
    if (isLegacy()) {
      packet.putInt(at + columnLength() - 4, 0);
    } else {
      packet.putShort(at + 10, (short) 0);
    }
  }

  void put(ByteBuffer packet, int column, int row, boolean second, Pixel pixel) {
    int at = header() + column * columnLength() + columnHeader() + row * pixelLength();
    if (isLowData()) {
      int from = at + (second ? 4 : 0);
      packet.putShort(from, (short) (pixel.rangeMillimetres() / 8));
      packet.put(from + 2, (byte) pixel.reflectivity());
    } else if (isDual()) {
      packet.putInt(at + (second ? 4 : 0), pixel.rangeMillimetres() | pixel.reflectivity() << 24);
      packet.putShort(at + (second ? 10 : 8), (short) pixel.signal());
    } else {
      packet.putInt(at, pixel.rangeMillimetres());
      packet.put(at + 4, (byte) pixel.reflectivity());
      packet.putShort(at + 6, (short) pixel.signal());
    }
  }

  /** A range that the profile can say, sometimes none. */
  Pixel anyPixel(Random random) {
    int range = random.nextInt(4) == 0 ? 0 : 500 + 8 * random.nextInt(20_000);
    return new Pixel(range, random.nextInt(256), random.nextInt(65_536));
  }
}
