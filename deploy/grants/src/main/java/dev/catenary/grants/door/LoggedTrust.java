package dev.catenary.grants.door;

import dev.catenary.grants.request.Answer;
import dev.catenary.grants.request.AuditLog;
import dev.catenary.grants.request.Printable;
import dev.catenary.grants.request.Reason;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Trusts as another does, and writes down whom it turned away: TLS itself tells nobody. */
final class LoggedTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager judge;
  private final AuditLog audit;

  LoggedTrust(X509ExtendedTrustManager judge, AuditLog audit) {
    this.judge = judge;
    this.audit = audit;
  }

  private interface Judgement {
    void pass() throws CertificateException;
  }

  private void judge(X509Certificate[] chain, String source, Judgement judgement)
      throws CertificateException {
    try {
      judgement.pass();
    } catch (CertificateException e) {
      audit.turnedAway(
          "certificate " + Printable.of("" + chain[0].getSubjectX500Principal()),
          source,
          new Answer.Refusal(
              Reason.CERTIFICATE,
              "found "
                  + Printable.of("" + e.getMessage())
                  + " by "
                  + Printable.of("" + chain[0].getIssuerX500Principal())
                  + "; expected a valid certificate of the device authority"));
      throw e;
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge(chain, "" + socket.getInetAddress(), () -> judge.checkClientTrusted(chain, type, socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge(chain, "" + engine.getPeerHost(), () -> judge.checkClientTrusted(chain, type, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge(chain, "an unknown address", () -> judge.checkClientTrusted(chain, type));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge.checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge.checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge.checkServerTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
