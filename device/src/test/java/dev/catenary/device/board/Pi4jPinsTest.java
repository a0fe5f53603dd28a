package dev.catenary.device.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import dev.catenary.device.config.PinsException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** On Pi4J itself with its mock of a chip; libgpiod needs a Raspberry Pi. */
final class Pi4jPinsTest {
  private final Context pi4j =
      Pi4J.newContextBuilder()
          .add(MockDigitalInputProvider.newInstance(), MockDigitalOutputProvider.newInstance())
          .build();
  private final Pins pins = new Pi4jPins(pi4j, "mock");

  @Test
  void outputStartsAsToldAndFollows() throws IOException {
    Pins.Output high = pins.output(17, true);
    MockDigitalOutput line = (MockDigitalOutput) pi4j.registry().get("output-17");
    assertThat(line.state()).isEqualTo(DigitalState.HIGH);
    high.set(false);
    assertThat(line.state()).isEqualTo(DigitalState.LOW);
    assertThat(line.address()).isEqualTo(17);
  }

  @Test
  void inputIsReadAndItsRisesAloneAreTold() throws IOException {
    AtomicInteger rises = new AtomicInteger();
    Pins.Input input = pins.input(27, Pins.Pull.UP);
    pins.watchRises(22, Pins.Pull.NONE, rises::incrementAndGet);
    MockDigitalInput switched = (MockDigitalInput) pi4j.registry().get("input-27");
    switched.mockState(DigitalState.HIGH);
    assertThat(input.isHigh()).isTrue();
    switched.mockState(DigitalState.LOW);
    assertThat(input.isHigh()).isFalse();
    MockDigitalInput pulse = (MockDigitalInput) pi4j.registry().get("input-22");
    for (int i = 0; i < 3; i++) {
      pulse.mockState(DigitalState.HIGH);
      pulse.mockState(DigitalState.LOW);
    }
    assertThat(rises).hasValue(3);
  }

  @Test
  void lineThatIsTakenAlreadyIsToldWithACure() throws IOException {
    pins.output(5, false);
    assertThatThrownBy(() -> pins.output(5, true))
        .isInstanceOf(PinsException.class)
        .hasMessageContaining("line 5")
        .hasMessageContaining("cure: ");
  }

  @Test
  void linesAreLetGoOf() throws IOException {
    pins.output(5, false);
    pins.close();
    assertThat(pi4j.registry().all()).isEmpty();
  }
}
