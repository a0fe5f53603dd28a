package dev.catenary.device.page.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetyHeadersTest {
  private static HttpHeaders made(boolean strict) {
    HttpHeaders headers = new DefaultHttpHeaders();
    SafetyHeaders.addTo(headers, false, strict);
    return headers;
  }

  @Test
  void onlyAnAuthoritysCertificateMakesTheBrowserStrict() {
    assertThat(made(true).get("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    assertThat(made(false).contains("Strict-Transport-Security")).isFalse();
    assertThat(made(false).get("Content-Security-Policy")).contains("default-src 'none'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ute-7.local", "ute-7.local:8443", "face.cafe", "10.fleet.example"})
  void aNameIsOne(String host) {
    assertThat(HostCheck.isName(host)).isTrue();
  }

  /** RFC 6797, section 8.1.1: a host that is an address is never made strict. */
  @ParameterizedTest
  @ValueSource(strings = {"", "10.1.2.3", "10.1.2.3:8443", "[fe80::1]:8443", "[::1]", "localhost"})
  void anAddressIsNone(String host) {
    assertThat(HostCheck.isName(host)).isFalse();
  }
}
