package dev.catenary.inference.measure;

import dev.catenary.proto.zone.Zone;
import dev.catenary.proto.zone.ZoneId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Zones whose truth is known, and the bars that a classifier is held to on them, as one file.
 * Layout, numbers big-endian: docs/model.md, "Zones to measure on".
 */
public record ZoneSet(List<Bar> bars, List<TrueZone> zones) {
  /** Name of the file in its folder. */
  public static final String FILE = "zones.bin";

  /** More are refused. */
  public static final int BYTES_MAX = 64 << 20;

  private static final int MAGIC = 0x435A5331;
  private static final int ZONES_MAX = 1_024;
  private static final int CELL_METRES_MAX = 512;
  private static final int POINT_BYTES = 3 * Integer.BYTES + Character.BYTES + 2;

  public ZoneSet {
    bars = List.copyOf(bars);
    zones = List.copyOf(zones);
  }

  /** The file's bytes; {@link #read} reads them. */
  public byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeShort(bars.size());
      out.writeShort(zones.size());
      for (Bar bar : bars) {
        out.writeByte(bar.of().code());
        out.writeShort(bar.recallPermille());
        out.writeShort(bar.precisionPermille());
      }
      for (TrueZone each : zones) {
        Zone margin = each.zone().margin;
        out.writeUTF(each.zone().id.crs());
        out.writeInt(each.zone().id.cellMetres());
        out.writeInt(each.zone().id.column());
        out.writeInt(each.zone().id.row());
        out.writeInt(each.zone().size);
        out.writeInt(margin == null ? 0 : margin.size);
        for (int i = 0; i < each.zone().size; i++) {
          write(each.zone(), i, each.truth()[i], out);
        }
        for (int i = 0; margin != null && i < margin.size; i++) {
          write(margin, i, 0, out);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void write(Zone zone, int i, int truth, DataOutputStream out) throws IOException {
    out.writeInt(zone.xMillimetres[i]);
    out.writeInt(zone.yMillimetres[i]);
    out.writeInt(zone.zMillimetres[i]);
    out.writeChar(zone.intensity[i]);
    out.writeByte(zone.lasReturns[i]);
    out.writeByte(truth);
  }

  /**
   * Reads a set; any bytes are allowed.
   *
   * @throws IOException when they are none, with what was found and expected
   */
  public static ZoneSet read(byte[] bytes) throws IOException {
    if (bytes.length > BYTES_MAX) {
      throw refused(bytes.length + " bytes", "at most " + BYTES_MAX);
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MAGIC) {
        throw refused("another file", "one that begins with CZS1");
      }
      int barCount = in.readUnsignedShort();
      int zoneCount = in.readUnsignedShort();
      if (barCount == 0 || zoneCount == 0 || zoneCount > ZONES_MAX) {
        throw refused(
            barCount + " bars and " + zoneCount + " zones",
            "one bar and one zone at least, " + ZONES_MAX + " zones at most");
      }
      List<Bar> bars = new ArrayList<>();
      for (int i = 0; i < barCount; i++) {
        bars.add(bar(in));
      }
      List<TrueZone> zones = new ArrayList<>();
      for (int i = 0; i < zoneCount; i++) {
        zones.add(zone(in));
      }
      if (in.available() > 0) {
        throw refused(in.available() + " bytes more", "the end");
      }
      return new ZoneSet(bars, zones);
    } catch (EOFException e) {
      throw refused("the end in the middle of a zone", "all of its points");
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()), "a bar that can be reached");
    }
  }

  private static Bar bar(DataInputStream in) throws IOException {
    byte code = in.readByte();
    return new Bar(
        ScoredClass.ofCode(code)
            .orElseThrow(() -> refused("the class " + code, "a class of the score")),
        in.readUnsignedShort(),
        in.readUnsignedShort());
  }

  private static TrueZone zone(DataInputStream in) throws IOException {
    String crs = in.readUTF();
    int cellMetres = in.readInt();
    int column = in.readInt();
    int row = in.readInt();
    int points = in.readInt();
    int beyond = in.readInt();
    long left = in.available() / POINT_BYTES;
    if (cellMetres < 1 || cellMetres > CELL_METRES_MAX || points < 1 || beyond < 0) {
      throw refused(
          "a zone of " + cellMetres + " m with " + points + " and " + beyond + " points",
          "1 to " + CELL_METRES_MAX + " m and a point");
    }
    if ((long) points + beyond > left) {
      throw refused(points + " and " + beyond + " points where " + left + " may be", "no more");
    }
    ZoneId id = new ZoneId(crs, cellMetres, column, row);
    Zone zone = new Zone(id, points);
    byte[] truth = new byte[points];
    fill(zone, points, truth, in);
    if (beyond > 0) {
      Zone margin = new Zone(id, beyond);
      fill(margin, beyond, new byte[beyond], in);
      zone.margin = margin;
    }
    return new TrueZone(zone, truth);
  }

  private static void fill(Zone zone, int points, byte[] truth, DataInputStream in)
      throws IOException {
    for (int i = 0; i < points; i++) {
      zone.xMillimetres[i] = in.readInt();
      zone.yMillimetres[i] = in.readInt();
      zone.zMillimetres[i] = in.readInt();
      zone.intensity[i] = in.readChar();
      zone.lasReturns[i] = in.readByte();
      truth[i] = in.readByte();
    }
    zone.size = points;
  }

  private static IOException refused(String found, String expected) {
    return new IOException(
        "found in the set of zones " + found + "; expected " + expected + "; cure: make it anew");
  }
}
