package dev.catenary.uplink.laz;

import com.github.mreutegg.laszip4j.LASPoint;
import com.github.mreutegg.laszip4j.LASReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Audit of one LAZ file of point format 6 after LAS 1.4 R15. The header and the records before the
 * points are read here byte by byte, the points by laszip4j; no class of the product is used. Each
 * complaint begins with the section of the specification that it is about.
 */
public final class LasAudit {
  private static final int HEADER_LENGTH = 375;
  private static final int VLR_HEADER_LENGTH = 54;
  private static final int EXTRA_BYTES_LENGTH = 192;
  private static final int FORMAT_6_LENGTH = 30;
  private static final int GPS_STANDARD_TIME = 1;
  private static final int WKT = 1 << 4;
  private static final int SCAN_ANGLE_MAX = 30_000;
  private static final int RETURNS_MAX = 15;
  private static final Pattern WKT_1 = Pattern.compile("(PROJCS|COMPD_CS|GEOCCS|GEOGCS)\\[.*\\]");

  private final Path laz;
  private final byte[] bytes;
  private final ByteBuffer file;
  private final List<String> complaints = new ArrayList<>();
  private long points;

  private LasAudit(Path laz) throws IOException {
    this.laz = laz;
    this.bytes = Files.readAllBytes(laz);
    this.file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Violations of the specification in a file; empty for none. */
  public static List<String> of(Path laz) throws IOException {
    LasAudit audit = new LasAudit(laz);
    audit.header();
    audit.records();
    audit.points();
    return audit.complaints;
  }

  private void rule(boolean isKept, String section, String found) {
    if (!isKept && complaints.size() < 50) {
      complaints.add(section + ": " + found);
    }
  }

  private int u8(int at) {
    return file.get(at) & 0xFF;
  }

  private int u16(int at) {
    return file.getShort(at) & 0xFFFF;
  }

  private long u32(int at) {
    return file.getInt(at) & 0xFFFF_FFFFL;
  }

  private String text(int at, int length) {
    return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
  }

  /** Section 2.4: text fields are filled up with zeros, and hold nothing behind the first one. */
  private void field(String section, String name, int at, int length) {
    String all = text(at, length);
    int end = all.indexOf('\0') < 0 ? length : all.indexOf('\0');
    rule(end > 0, section, name + " is empty");
    rule(all.chars().limit(end).allMatch(c -> c >= 32 && c < 127), section, name + " is no ASCII");
    rule(all.chars().skip(end).allMatch(c -> c == 0), section, name + " has text behind its end");
  }

  private void header() {
    rule(text(0, 4).equals("LASF"), "2.4 File Signature", text(0, 4));
    int encoding = u16(6);
    rule((encoding & GPS_STANDARD_TIME) != 0, "2.4 Global Encoding", "bit 0, standard GPS time");
    rule((encoding & 0b110) == 0, "2.4 Global Encoding", "bits 1 and 2, waveforms");
    rule((encoding & 0b1000) == 0, "2.4 Global Encoding", "bit 3, synthetic return numbers");
    rule((encoding & WKT) != 0, "2.4 Global Encoding", "bit 4, WKT, needed by formats 6 to 10");
    rule(encoding >> 5 == 0, "2.4 Global Encoding", "reserved bits in " + encoding);
    rule(u8(24) == 1 && u8(25) == 4, "2.4 Version", u8(24) + "." + u8(25));
    field("2.4 System Identifier", "system identifier", 26, 32);
    field("2.4 Generating Software", "generating software", 58, 32);
    rule(u16(90) >= 1 && u16(90) <= 366, "2.4 File Creation Day of Year", "" + u16(90));
    rule(u16(92) >= 1970 && u16(92) < 2200, "2.4 File Creation Year", "" + u16(92));
    rule(u16(94) == HEADER_LENGTH, "2.4 Header Size", "" + u16(94));
    rule((u8(104) & 0x3F) == 6, "2.4 Point Data Record Format", "" + u8(104));
    rule(u16(105) >= FORMAT_6_LENGTH, "2.4 Point Data Record Length", "" + u16(105));
    for (int at = 107; at < 131; at += 4) {
      rule(u32(at) == 0, "2.4 Legacy Number of Points", "not 0 in format 6");
    }
    for (int axis = 0; axis < 3; axis++) {
      double scale = file.getDouble(131 + 8 * axis);
      double offset = file.getDouble(155 + 8 * axis);
      double max = file.getDouble(179 + 16 * axis);
      double min = file.getDouble(187 + 16 * axis);
      rule(scale > 0 && Double.isFinite(scale), "2.4 Scale Factors", "" + scale);
      rule(Double.isFinite(offset), "2.4 Offsets", "" + offset);
      rule(min <= max && Double.isFinite(min + max), "2.4 Max and Min", min + " to " + max);
    }
    rule(file.getLong(227) == 0, "2.4 Start of Waveform Data", "not 0 without waveforms");
    boolean anyExtended = u32(243) > 0;
    rule(anyExtended == file.getLong(235) > 0, "2.4 Start of First EVLR", "" + file.getLong(235));
    points = file.getLong(247);
    long byReturn = 0;
    for (int number = 0; number < RETURNS_MAX; number++) {
      byReturn += file.getLong(255 + 8 * number);
    }
    rule(byReturn == points, "2.4 Number of Points by Return", byReturn + " of " + points);
  }

  private void records() {
    int at = u16(94);
    int wkts = 0;
    int extraBytes = 0;
    for (long record = 0; record < u32(100); record++) {
      String user = text(at + 2, 16).trim();
      int id = u16(at + 18);
      int length = u16(at + 20);
      rule(u16(at) == 0, "2.5 Reserved", u16(at) + " in " + user);
      field("2.5 User ID", "user id", at + 2, 16);
      int body = at + VLR_HEADER_LENGTH;
      if (user.equals("LASF_Projection")) {
        rule(id == 2_111 || id == 2_112, "3 Coordinate Reference System", "GeoTIFF beside WKT");
        wkts += id == 2_112 ? 1 : 0;
        wkt(text(body, length));
      } else if (user.equals("LASF_Spec") && id == 4) {
        rule(length % EXTRA_BYTES_LENGTH == 0, "4.3 Extra Bytes", length + " bytes");
        extraBytes += extraBytes(body, length / EXTRA_BYTES_LENGTH);
      }
      at = body + length;
    }
    rule(at == u32(96), "2.4 Offset to Point Data", u32(96) + ", records end at " + at);
    rule(wkts == 1, "3.3 OGC Coordinate System WKT", wkts + " records");
    rule(
        FORMAT_6_LENGTH + extraBytes == u16(105),
        "4.3 Extra Bytes",
        extraBytes + " described, record length " + u16(105));
  }

  private void wkt(String text) {
    rule(text.endsWith("\0"), "3.3 OGC Coordinate System WKT", "no zero at the end");
    String wkt = text.replace("\0", "");
    rule(wkt.length() == text.length() - 1, "3.3 OGC Coordinate System WKT", "zeros inside");
    rule(WKT_1.matcher(wkt).matches(), "2.2 WKT 1 of OGC 01-009", wkt);
    long open = wkt.chars().filter(c -> c == '[').count();
    rule(open == wkt.chars().filter(c -> c == ']').count(), "2.2 WKT", "brackets do not match");
  }

  /** Bytes that the descriptions take in a record; single numbers alone are known here. */
  private int extraBytes(int at, int count) {
    int[] lengths = {0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8};
    Set<String> names = new HashSet<>();
    int total = 0;
    for (int i = 0; i < count; i++) {
      int each = at + i * EXTRA_BYTES_LENGTH;
      int type = u8(each + 2);
      rule(u16(each) == 0, "4.3 Extra Bytes, reserved", "" + u16(each));
      rule(type < lengths.length, "4.3 Extra Bytes, data type", "" + type);
      field("4.3 Extra Bytes, name", "name", each + 4, 32);
      rule(names.add(text(each + 4, 32)), "4.3 Extra Bytes, name", "twice");
      total += type == 0 ? u8(each + 3) : lengths[Math.min(type, lengths.length - 1)];
    }
    return total;
  }

  private void points() {
    long[] byReturn = new long[RETURNS_MAX + 1];
    double[] min = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
    double[] max = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
    Set<Key> keys = new HashSet<>();
    Map<Double, Pulse> pulses = new HashMap<>();
    long read = 0;
    for (LASPoint point : new LASReader(laz.toFile()).getPoints()) {
      int number = point.getReturnNumber();
      int count = point.getNumberOfReturns();
      rule(number >= 1 && number <= count, "2.6 Return Number", number + " of " + count);
      byReturn[number & 0xF]++;
      int[] place = {point.getX(), point.getY(), point.getZ()};
      for (int axis = 0; axis < 3; axis++) {
        double value =
            place[axis] * file.getDouble(131 + 8 * axis) + file.getDouble(155 + 8 * axis);
        min[axis] = Math.min(min[axis], value);
        max[axis] = Math.max(max[axis], value);
      }
      int label = point.getClassification();
      rule(label != 12 && (label <= 22 || label >= 64), "2.6 Classification", label + " reserved");
      int angle = point.getScanAngleRank();
      rule(Math.abs(angle) * 167 <= SCAN_ANGLE_MAX + 167, "2.6 Scan Angle", angle + " degrees");
      double time = point.getGPSTime();
      rule(Double.isFinite(time), "2.6 GPS Time", "" + time);
      rule(
          keys.add(new Key(time, number)),
          "2.6 GPS Time and Return Number",
          time + ", return " + number + " twice");
      Pulse pulse = new Pulse(count, point.getPointSourceID());
      Pulse before = pulses.putIfAbsent(time, pulse);
      rule(
          before == null || before.equals(pulse),
          "2.6 Number of Returns",
          "at " + time + " both " + before + " and " + pulse);
      read++;
    }
    rule(read == points, "2.4 Number of Point Records", points + ", read " + read);
    for (int number = 1; number <= RETURNS_MAX; number++) {
      long said = file.getLong(255 + 8 * (number - 1));
      rule(said == byReturn[number], "2.4 Number of Points by Return", said + " of " + number);
    }
    for (int axis = 0; axis < 3 && read > 0; axis++) {
      double saidMax = file.getDouble(179 + 16 * axis);
      double saidMin = file.getDouble(187 + 16 * axis);
      rule(saidMin == min[axis], "2.4 Min", saidMin + ", points' " + min[axis]);
      rule(saidMax == max[axis], "2.4 Max", saidMax + ", points' " + max[axis]);
    }
  }

  private record Key(double time, int number) {}

  private record Pulse(int returns, int source) {}
}
