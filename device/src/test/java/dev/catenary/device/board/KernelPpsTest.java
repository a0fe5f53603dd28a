package dev.catenary.device.board;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.health.PpsReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a folder laid out as the kernel's sysfs ABI, testing/sysfs-pps, describes it. */
final class KernelPpsTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;

  private Path device() throws IOException {
    return Files.createDirectories(folder.resolve("pps0"));
  }

  private PpsReading pulse(KernelPps pps, String stamp, long nowNanos) throws IOException {
    Files.writeString(device().resolve("assert"), stamp + "\n");
    return pps.read(nowNanos);
  }

  @Test
  void offsetIsFromTheNearestSecondOnEitherSide() throws IOException {
    KernelPps pps = new KernelPps(device());
    PpsReading late = pulse(pps, "1700000000.000001500#41", 1_700_000_000_200_000_000L);
    assertThat(late.offsetNanos()).isEqualTo(1_500);
    assertThat(late.ageNanos()).isEqualTo(199_998_500);
    PpsReading early = pulse(pps, "1700000000.999998000#42", 1_700_000_001_100_000_000L);
    assertThat(early.offsetNanos()).isEqualTo(-2_000);
    assertThat(early.jitterNanos()).isEqualTo(3_500);
    assertThat(early.pulses()).isEqualTo(2);
    assertThat(early.isAlive()).isTrue();
    assertThat(early.text()).contains("-2.000 µs").contains("jitter 3.500 µs");
  }

  @Test
  void samePulseReadAgainIsOnePulseAndGrowsOld() throws IOException {
    KernelPps pps = new KernelPps(device());
    pulse(pps, "1700000000.000000000#7", 1_700_000_000L * SECOND);
    PpsReading old = pulse(pps, "1700000000.000000000#7", 1_700_000_004L * SECOND);
    assertThat(old.pulses()).isEqualTo(1);
    assertThat(old.isAlive()).isFalse();
  }

  @Test
  void deviceThatHasSeenNoPulseIsNotAlive() throws IOException {
    PpsReading none = pulse(new KernelPps(device()), "0.000000000#0", SECOND);
    assertThat(none.pulses()).isZero();
    assertThat(none.isAlive()).isFalse();
    assertThat(none.text()).contains("no pulse yet");
  }

  @Test
  void firstDeviceIsFoundAndNoneIsNone() throws IOException {
    assertThat(KernelPps.first(folder.resolve("absent"))).isNull();
    assertThat(KernelPps.first(folder)).isNull();
    Files.writeString(device().resolve("assert"), "1700000000.000000000#7\n");
    assertThat(requireNonNull(KernelPps.first(folder)).read(0).source()).endsWith("pps0");
  }

  @Property(tries = 200)
  void anyTextIsReadWithoutAnException(@ForAll String text) throws IOException {
    Path device = Files.createTempDirectory("pps");
    Files.writeString(device.resolve("assert"), text);
    assertThat(new KernelPps(device).read(0).pulses()).isBetween(0L, 1L);
    Files.delete(device.resolve("assert"));
    Files.delete(device);
  }
}
