package dev.catenary.proving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvingTest {
  @ParameterizedTest
  @ValueSource(strings = {"demo", "bench", "torture"})
  void everyCommandAnswersHelpWithItsUsage(String name) {
    StringWriter out = new StringWriter();
    int status = Proving.commandLine().setOut(new PrintWriter(out)).execute(name, "--help");
    assertThat(status).isZero();
    assertThat(out.toString()).startsWith("Usage: catenary " + name).contains("-h, --help");
  }
}
