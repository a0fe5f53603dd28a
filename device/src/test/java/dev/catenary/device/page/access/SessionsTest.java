package dev.catenary.device.page.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration LIFE = Duration.ofHours(12);

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-11-21T12:00:00Z");

  private Sessions sessions(String trust) {
    return new Sessions(
        IDLE, LIFE, () -> now, new SessionFile(folder.resolve("sessions.json"), trust));
  }

  private Grant grant() {
    return new Grant("Jo \"X\" Ü\n", Set.of(Scope.VIEW, Scope.OPERATE), now.plus(LIFE), "grant");
  }

  @Test
  void sessionsOutliveARestartWithTheirCsrfToken() {
    Sessions before = sessions("keys");
    Sessions.Opened opened = before.open(grant());
    before.save();
    now = now.plusSeconds(60);
    assertThat(sessions("keys").find(opened.secret())).isEqualTo(opened.session());
  }

  @Test
  void neitherSecretNorCsrfTokenIsInTheFile() throws Exception {
    Sessions before = sessions("keys");
    Sessions.Opened opened = before.open(grant());
    before.save();
    Path file = folder.resolve("sessions.json");
    assertThat(Files.readString(file))
        .doesNotContain(opened.secret())
        .doesNotContain(opened.session().csrfToken());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void theDigestOfASecretLetsNobodyIn() {
    Sessions before = sessions("keys");
    Sessions.Opened opened = before.open(grant());
    assertThat(before.find(opened.session().digest())).isNull();
  }

  @Test
  void whatHasEndedMeanwhileStaysEnded() {
    Sessions before = sessions("keys");
    Sessions.Opened idle = before.open(grant());
    Sessions.Opened closed = before.open(grant());
    before.close(closed.secret());
    before.save();
    assertThat(sessions("keys").find(closed.secret())).isNull();
    now = now.plus(IDLE).plusSeconds(1);
    assertThat(sessions("keys").find(idle.secret())).isNull();
  }

  @Test
  void otherKeysEndAllSessions() {
    Sessions before = sessions("keys");
    Sessions.Opened opened = before.open(grant());
    before.save();
    assertThat(sessions("other keys").find(opened.secret())).isNull();
  }

  @Test
  void aClockThatWasSetBackMakesNoSessionLonger() {
    Sessions before = sessions("keys");
    Sessions.Opened opened = before.open(grant());
    before.save();
    now = now.minus(Duration.ofDays(1));
    Sessions after = sessions("keys");
    now = now.plus(IDLE).plusSeconds(1);
    assertThat(after.find(opened.secret())).isNull();
  }

  @Test
  void aFileThatIsNoneSignsOutAndIsReplaced() throws Exception {
    for (String text : new String[] {"", "[", "{\"trust\": \"keys\", \"sessions\": [1, {}]}"}) {
      Files.writeString(folder.resolve("sessions.json"), text);
      Sessions after = sessions("keys");
      Sessions.Opened opened = after.open(grant());
      after.save();
      assertThat(sessions("keys").find(opened.secret())).isNotNull();
    }
  }
}
