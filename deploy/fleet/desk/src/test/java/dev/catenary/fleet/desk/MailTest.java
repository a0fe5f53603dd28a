package dev.catenary.fleet.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.catenary.fleet.desk.mail.Mailer;
import dev.catenary.fleet.desk.mail.SmtpPost;
import dev.catenary.fleet.desk.store.FindingStore;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real SMTP server, GreenMail. */
class MailTest {
  @TempDir Path folder;

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");
  private FindingStore store;
  private Mailer.Post smtp;

  @BeforeEach
  void start() {
    server.start();
    store = new FindingStore(folder.resolve("desk.gpkg"));
    Properties settings = new Properties();
    settings.setProperty("mail.smtp.host", "127.0.0.1");
    settings.setProperty("mail.smtp.port", String.valueOf(server.getSmtp().getPort()));
    smtp = new SmtpPost(settings, "catenary@example.org", "lines@example.org");
  }

  @AfterEach
  void stop() {
    store.close();
    server.stop();
  }

  private void alert(String id, boolean withdrawn) {
    store.take(List.of(), List.of(Made.alert(id, withdrawn)), Map.of());
  }

  @Test
  void aViolationIsToldOnceAndItsWithdrawalToo() throws Exception {
    Mailer mailer = new Mailer(store, smtp, () -> now);
    alert("a", false);
    alert("a", false);
    mailer.doWork();
    mailer.doWork();
    alert("a", true);
    mailer.doWork();
    MimeMessage[] mails = server.getReceivedMessages();
    assertThat(mails).hasSize(2);
    assertThat(mails[0].getSubject()).isEqualTo("Catenary: clearance violation, 2.00 m of 2.50 m");
    assertThat(mails[0].getMessageID()).isEqualTo("<a-1@catenary>");
    assertThat(mails[1].getSubject()).contains("withdrawn");
    assertThat(mails[1].getMessageID()).isEqualTo("<a-1-withdrawn@catenary>");
  }

  @Test
  void aMailWhoseAnswerWasLostComesAgainUnderTheSameMessageId() throws Exception {
    alert("a", false);
    new Mailer(
            store,
            (id, subject, text) -> {
              smtp.send(id, subject, text);
              throw new Mailer.PostException("the answer was lost", new Exception());
            },
            () -> now)
        .doWork();
    new Mailer(store, smtp, () -> now).doWork();
    MimeMessage[] mails = server.getReceivedMessages();
    assertThat(mails).hasSize(2);
    assertThat(mails[0].getMessageID()).isEqualTo(mails[1].getMessageID());
  }

  @Test
  void aboveTenInAMinuteTheRestIsOneMail() throws Exception {
    Mailer mailer = new Mailer(store, smtp, () -> now);
    IntStream.range(0, 35).forEach(i -> alert("f" + i, false));
    mailer.doWork();
    MimeMessage[] mails = server.getReceivedMessages();
    assertThat(mails).hasSize(10);
    assertThat(mails[9].getSubject()).isEqualTo("Catenary: 26 changes of clearance violations");
    assertThat((String) mails[9].getContent()).contains("Finding f9,", "Finding f34,");
    alert("g", false);
    mailer.doWork();
    assertThat(server.getReceivedMessages()).hasSize(10);
    now = now.plusSeconds(61);
    mailer.doWork();
    assertThat(server.getReceivedMessages()).hasSize(11);
  }
}
