package dev.catenary.device.page.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.device.config.SignInSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OnceCodeTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir private Path folder;

  private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
  private final Grant grant = new Grant("visitor", Set.of(Scope.VIEW), NOW.plusSeconds(60), "demo");
  private final OnceCode code = OnceCode.of(grant, clock::get);

  private SignIn signIn() throws Exception {
    return new SignIn(new SignInSettings(null, null), "ute-7", folder, clock::get, code);
  }

  @Test
  void codeSignsInOnce() throws Exception {
    SignIn signIn = signIn();
    assertThat(signIn.check(code.text())).isEqualTo(grant);
    assertThatThrownBy(() -> signIn.check(code.text()))
        .isInstanceOf(TokenRefusedException.class)
        .hasMessageContaining("used");
  }

  @Test
  void codeEndsWithItsTime() throws Exception {
    SignIn signIn = signIn();
    clock.set(NOW.plusSeconds(60));
    assertThatThrownBy(() -> signIn.check(code.text())).isInstanceOf(TokenRefusedException.class);
  }

  @Test
  void otherCodesSayNothing() throws Exception {
    SignIn signIn = signIn();
    assertThatThrownBy(() -> signIn.check(OnceCode.of(grant, clock::get).text()))
        .isInstanceOf(TokenRefusedException.class);
    assertThat(signIn.check(code.text())).isEqualTo(grant);
  }
}
