package dev.catenary.grants.sign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionNameTest {
  /** AWS STS API Reference, AssumeRole, RoleSessionName. */
  private static final String LEGAL = "[\\w+=,.@-]{2,64}";

  @ParameterizedTest
  @ValueSource(strings = {"a", "drone:7", "Drohne-ü", "x/y z", "", "d.1"})
  void nameIsLegal(String vehicle) {
    assertThat(SessionName.of(vehicle)).matches(LEGAL);
  }

  @Test
  void legalNameStaysAndLongNamesStayApart() {
    assertThat(SessionName.of("drone-1")).isEqualTo("drone-1");
    String long1 = "v".repeat(127) + "1";
    String long2 = "v".repeat(127) + "2";
    assertThat(SessionName.of(long1)).matches(LEGAL).isNotEqualTo(SessionName.of(long2));
    assertThat(SessionName.of("drone:1")).isNotEqualTo(SessionName.of("drone-1"));
  }
}
