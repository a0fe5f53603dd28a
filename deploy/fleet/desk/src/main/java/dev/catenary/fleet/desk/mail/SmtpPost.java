package dev.catenary.fleet.desk.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Properties;

/** Mail by SMTP. */
public final class SmtpPost implements Mailer.Post {
  private final Session session;
  private final String from;
  private final String to;

  /**
   * @param settings {@code mail.smtp.*} as Jakarta Mail names them
   * @param to addresses with commas between
   */
  public SmtpPost(Properties settings, String from, String to) {
    Properties all = new Properties();
    all.setProperty("mail.smtp.connectiontimeout", "10000");
    all.setProperty("mail.smtp.timeout", "10000");
    all.setProperty("mail.smtp.writetimeout", "10000");
    all.putAll(settings);
    this.session = Session.getInstance(all);
    this.from = from;
    this.to = to;
  }

  @Override
  public void send(String messageId, String subject, String text) throws Mailer.PostException {
    try {
      NamedMessage message = new NamedMessage(session, messageId);
      message.setFrom(new InternetAddress(from));
      message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to));
      message.setSubject(subject, "UTF-8");
      message.setText(text, "UTF-8");
      message.setHeader(
          "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
      Transport.send(message);
    } catch (MessagingException e) {
      throw new Mailer.PostException("the mail server has not taken it: " + e.getMessage(), e);
    }
  }

  /** A message that keeps its own Message-ID. */
  private static final class NamedMessage extends MimeMessage {
    private final String messageId;

    NamedMessage(Session session, String messageId) {
      super(session);
      this.messageId = messageId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", messageId);
    }
  }
}
