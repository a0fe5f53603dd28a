package dev.catenary.device.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/** Products of the command line itself, and output of commands for programs. */
final class ManualCommandTest {
  private static final int MODULE_PIXELS = 4;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = CatenaryCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    return CatenaryCommand.execute(line, arguments);
  }

  private Object json() {
    return new Load(LoadSettings.builder().build()).loadFromString(out.toString());
  }

  @Test
  void manualNamesEveryCommand() {
    assertThat(run("man")).isZero();
    CatenaryCommand.commandLine()
        .getSubcommands()
        .keySet()
        .forEach(name -> assertThat(out.toString()).contains(".SS \"" + name));
    assertThat(out.toString()).startsWith(".TH CATENARY 1").doesNotContain("${");
  }

  @Test
  void completionIsAScriptThatBashTakes() throws IOException, InterruptedException {
    assertThat(run("completion")).isZero();
    Path script = Files.writeString(folder.resolve("catenary.bash"), out.toString());
    Process bash = new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
    assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(bash.exitValue()).isZero();
    assertThat(out.toString()).contains("page-link").contains("check-config");
  }

  @Test
  void configurationIsToldAsJson() throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "vehicle: a\nspoool: {}\n");
    assertThat(run("check-config", "--json", "--config", file.toString())).isEqualTo(2);
    assertThat(String.valueOf(json())).contains("spoool").contains("line=2");
  }

  @Test
  void spoolAndFindingsAreToldAsJson() throws IOException {
    Path spool = Files.createDirectories(folder.resolve("spool"));
    assertThat(run("spool", "ls", "--json", "--spool", spool.toString())).isZero();
    assertThat(String.valueOf(json())).contains("chunks=[]");
    out.getBuffer().setLength(0);
    assertThat(
            run(
                "findings",
                "--json",
                "--spool",
                spool.toString(),
                "--out",
                folder.resolve("f").toString()))
        .isZero();
    assertThat(String.valueOf(json())).contains("violations=[]").contains("zones.geojson");
  }

  @Test
  void grantIsToldAsJson() throws IOException {
    assertThat(run("grant-key", "--out", folder.toString())).isZero();
    out.getBuffer().setLength(0);
    assertThat(
            run(
                "grant-access",
                "--json",
                "--key",
                folder.resolve("fleet-key.json").toString(),
                "--device",
                "ute-7",
                "--subject",
                "technician 7"))
        .isZero();
    assertThat(String.valueOf(json())).contains("device=ute-7").contains("scopes=[view]");
  }

  @Test
  void pageLinkSaysTheAddress() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c.yaml"),
            "sensors: [{name: s, link: {port: 2368}}]\npage: {port: 8443, addresses: 10.1.2.3, names: ute-7.local}\n");
    assertThat(run("page-link", "--config", file.toString())).isZero();
    assertThat(out.toString())
        .contains("https://ute-7.local:8443/")
        .contains("https://10.1.2.3:8443/")
        .contains("\u2588");
  }

  @Test
  void codeInHalfBlocksReadsBack() throws Exception {
    String address = "https://ute-7.local:8443/";
    List<String> lines = QrText.of(address).lines().toList();
    int columns = lines.getFirst().length();
    int width = columns * MODULE_PIXELS;
    int height = lines.size() * 2 * MODULE_PIXELS;
    int[] pixels = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        char block = lines.get(y / (2 * MODULE_PIXELS)).charAt(x / MODULE_PIXELS);
        boolean upper = y / MODULE_PIXELS % 2 == 0;
        boolean light = block == '\u2588' || block == (upper ? '\u2580' : '\u2584');
        pixels[y * width + x] = light ? 0xFFFFFF : 0;
      }
    }
    var bitmap =
        new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, pixels)));
    assertThat(new QRCodeReader().decode(bitmap).getText()).isEqualTo(address);
  }
}
