package dev.catenary.uplink.credential;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DeviceIdentityProperties {
  @Property(tries = 300)
  void anyTextIsRefusedAndSaysWhatIsExpected(@ForAll String text, @ForAll byte[] bytes) {
    String certificate = PemText.of("CERTIFICATE", bytes);
    String key = PemText.of("PRIVATE KEY", bytes);
    assertThatThrownBy(() -> DeviceIdentity.parse("file", text + certificate + key))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected");
  }
}
