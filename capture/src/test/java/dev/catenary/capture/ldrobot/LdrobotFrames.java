package dev.catenary.capture.ldrobot;

import java.util.HexFormat;
import java.util.Random;

/** Makes frames by the manual's table, with its checksum worked out bit by bit. */
public final class LdrobotFrames {
  private final byte[] bytes = new byte[47];
  private final Random random;

  public LdrobotFrames(long seed) {
    random = new Random(seed);
    bytes[0] = 0x54;
    bytes[1] = 0x2C;
    word(2, 3_600);
    angles(1_000, 1_880);
  }

  /** LD19 Development Manual V2.3, the example of its protocol chapter. */
  static byte[] ofTheManual() {
    return HexFormat.of()
        .parseHex(
            "542c6808ab7e"
                + "e000e4dc00e2d900e5d500e3d300e4d000e9cd00e4ca00e2c700e9c500e5c200e5c000e5"
                + "be823a1a50");
  }

  LdrobotFrames angles(int start, int end) {
    word(4, start);
    word(42, end);
    return this;
  }

  LdrobotFrames millis(int millis) {
    word(44, millis);
    return this;
  }

  LdrobotFrames all(int millimetres, int intensity) {
    for (int i = 0; i < 12; i++) {
      point(i, millimetres, intensity);
    }
    return this;
  }

  LdrobotFrames point(int point, int millimetres, int intensity) {
    word(6 + point * 3, millimetres);
    bytes[8 + point * 3] = (byte) intensity;
    return this;
  }

  /** As a sensor might send it: up to 20 degrees turned, up to 12 m, some echoes missing. */
  public LdrobotFrames random() {
    int start = random.nextInt(36_000);
    angles(start, (start + random.nextInt(2_000)) % 36_000);
    millis(random.nextInt(30_000));
    for (int i = 0; i < 12; i++) {
      point(i, random.nextInt(5) == 0 ? 0 : 20 + random.nextInt(12_000), random.nextInt(256));
    }
    return this;
  }

  public int millimetres(int point) {
    return word(6 + point * 3);
  }

  double degrees(int point) {
    int turned = Math.floorMod(word(42) - word(4), 36_000);
    return (word(4) + turned * point / 11.0) / 100;
  }

  public byte[] seal() {
    int crc = 0;
    for (int i = 0; i < 46; i++) {
      for (int bit = 7; bit >= 0; bit--) {
        int top = crc >> 7 & 1;
        crc = crc << 1 & 0xFF;
        if ((top ^ bytes[i] >> bit & 1) == 1) {
          crc ^= 0x4D;
        }
      }
    }
    bytes[46] = (byte) crc;
    return bytes.clone();
  }

  private void word(int at, int value) {
    bytes[at] = (byte) value;
    bytes[at + 1] = (byte) (value >> 8);
  }

  private int word(int at) {
    return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
  }
}
