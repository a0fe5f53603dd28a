package dev.catenary.proto.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files that a person might name by mistake, or be given in bad faith, and what no answer says. */
public final class HostileFiles {
  /** A class by its whole or its own name, or a line of a stack. */
  private static final Pattern NOT_FOR_PEOPLE =
      Pattern.compile(
          "\\b(?:java|javax|jdk|sun|dev|org|com|io|ai|software)\\.[a-z]\\w*\\.(?:\\w+\\.)*[A-Z]\\w*"
              + "|\\b[A-Z]\\w+(?:Exception|Error)\\b|(?m)^\\s+at \\w+[.(]");

  /** More than an array holds; sparse, so that it takes no room. */
  private static final long HUGE_BYTES = 3L << 30;

  private HostileFiles() {}

  /** Writes them all into a folder; those of the cases among them. */
  public static List<Path> in(Path folder, Path cases) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("empty", new byte[0]);
    files.put("random.bin", random(70_000));
    files.put("zeros", new byte[5_000]);
    files.put("utf16.yaml", "vehicle: ute-7\n".getBytes(StandardCharsets.UTF_16LE));
    files.put("latin.yaml", "vehicle: Gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1));
    files.put("deep.json", text("[".repeat(16_000)));
    files.put("deep.yaml", text("- ".repeat(4_000)));
    files.put("deep-map.json", text("{\"a\":".repeat(4_000)));
    files.put("itself.yaml", text("a: &a [*a]\n"));
    files.put("twice.yaml", text("vehicle: a\nvehicle: b\n"));
    files.put("tag.yaml", text("a: !!javax.script.ScriptEngineManager [!!java.net.URL [x]]\n"));
    files.put("long-line.txt", text("x".repeat(300_000)));
    files.put("key.pem", text("-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n"));
    files.put(
        "key.json",
        text("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\",\"d\":\"AA\"}"));
    files.put("signed.jws", text("e30.e30.e30"));
    files.put("cut.pcap", pcap(0xa1b2c3d4, 65_535, 60, 10));
    files.put("giant-record.pcap", pcap(0xa1b2c3d4, -1, Integer.MAX_VALUE, 10));
    files.put("giant-block.pcapng", pcapng());
    files.put("model.onnx", new byte[] {0x3a, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 0x0a});
    files.put("cut.laz", text("LASF"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    Path huge = folder.resolve("huge");
    try (var sparse = FileChannel.open(huge, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      sparse.write(ByteBuffer.wrap(new byte[1]), HUGE_BYTES);
    }
    Path model = Files.createDirectories(folder.resolve("model"));
    Files.writeString(model.resolve("card.json"), "{\"sha256\": {\"../../etc/passwd\": \"0\"}}");
    try (Stream<Path> kept = Files.walk(cases)) {
      List<Path> all =
          new ArrayList<>(
              kept.filter(Files::isRegularFile)
                  .filter(path -> !path.endsWith("SOURCE.md"))
                  .toList());
      files.keySet().forEach(name -> all.add(folder.resolve(name)));
      all.add(model);
      all.add(huge);
      all.add(folder.resolve("not-there"));
      return all;
    }
  }

  /** Part of a text that is not for people; empty when there is none. */
  public static String notForPeople(String text) {
    var found = NOT_FOR_PEOPLE.matcher(text);
    return found.find() ? found.group() : "";
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new Random(14).nextBytes(random);
    return random;
  }

  private static byte[] pcap(int magic, int snapLength, int recordLength, int recordBytes) {
    ByteBuffer file = ByteBuffer.allocate(40 + recordBytes).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(magic).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    file.putInt(snapLength).putInt(1).putInt(0).putInt(0).putInt(recordLength).putInt(recordLength);
    return file.array();
  }

  private static byte[] pcapng() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteBuffer section = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    section
        .putInt(0x0A0D0D0A)
        .putInt(28)
        .putInt(0x1A2B3C4D)
        .putShort((short) 1)
        .putShort((short) 0);
    section.putLong(-1).putInt(28);
    file.write(section.array());
    ByteBuffer block = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    block.putInt(6).putInt(0xFFFF_FFFC).putInt(0);
    file.write(block.array());
    return file.toByteArray();
  }
}
