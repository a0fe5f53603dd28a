package dev.catenary.device.page.http;

import dev.catenary.device.json.JsonText;
import dev.catenary.device.page.access.DeviceCertificate;
import dev.catenary.device.page.access.Grant;
import dev.catenary.device.page.access.Scope;
import dev.catenary.device.page.access.Session;
import dev.catenary.device.page.access.Sessions;
import dev.catenary.device.page.access.SignIn;
import dev.catenary.device.page.access.TokenRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** Signing in and out, and what the page needs to know before. */
public final class SessionEndpoints {
  private final SignIn signIn;
  private final Sessions sessions;
  private final boolean readOnlyWithoutSignIn;
  private final Supplier<DeviceCertificate> shown;
  private final Supplier<Map<String, Object>> about;

  /**
   * @param shown what the vehicle shows itself by now
   * @param about the device, as anybody near may know it
   */
  public SessionEndpoints(
      SignIn signIn,
      Sessions sessions,
      boolean readOnlyWithoutSignIn,
      Supplier<DeviceCertificate> shown,
      Supplier<Map<String, Object>> about) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.readOnlyWithoutSignIn = readOnlyWithoutSignIn;
    this.shown = shown;
    this.about = about;
  }

  public List<Route> routes() {
    return List.of(
        Route.open("GET", "session", request -> tell(request.session())),
        Route.open("POST", "session", this::open),
        Route.open("DELETE", "session", this::close),
        Route.open("GET", "certificate", _ -> certificate()));
  }

  private Reply open(Request request) throws Refusal, IOException {
    Object token = request.json().get("token");
    if (!(token instanceof String text) || text.isBlank()) {
      throw new Refusal(400, "malformed", "no token", "{\"token\": ...}", "Paste the token.");
    }
    Grant grant;
    try {
      grant = signIn.check(text);
    } catch (TokenRefusedException e) {
      throw new Refusal(403, "token", e.found(), e.expected(), e.cure());
    } catch (IOException e) {
      Logger.warn("sign-in from {} could not be checked: {}", request.from(), e.getMessage());
      throw new Refusal(
          503,
          "keys",
          "no keys to check the token by",
          "the issuer's keys",
          "Connect the vehicle, or sign in with a grant.");
    }
    if (request.cookie() != null) {
      sessions.close(request.cookie());
    }
    Sessions.Opened opened = sessions.open(grant);
    sessions.save();
    Logger.info(
        "{} signed in from {} by {}: {}",
        grant.subject(),
        request.from(),
        grant.by(),
        words(grant.scopes()));
    return tell(opened.session()).with("Set-Cookie", SessionCookie.set(opened.secret()));
  }

  private Reply close(Request request) {
    if (request.cookie() != null) {
      sessions.close(request.cookie());
      sessions.save();
    }
    return Reply.empty(204).with("Set-Cookie", SessionCookie.gone());
  }

  /** Anybody who connects is shown it anyway; here it is had as a file. */
  private Reply certificate() throws IOException {
    try {
      return Reply.download(
          "catenary-" + shown.get().fingerprint().substring(0, 8).replace(":", "") + ".pem",
          "application/x-x509-ca-cert",
          shown.get().pem().getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Map<String, Object> told() throws IOException {
    try {
      Map<String, Object> told = new LinkedHashMap<>(about.get());
      told.put("at", Instant.now());
      told.put("certificateSha256", shown.get().fingerprint());
      told.put("certificateUntil", shown.get().until());
      return told;
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Reply tell(@Nullable Session session) throws IOException {
    Map<String, Object> told = told();
    told.put("signedIn", session != null);
    if (session != null) {
      told.put("subject", session.subject());
      told.put("scopes", words(session.scopes()));
      told.put("expires", Instant.ofEpochSecond(session.expiresEpochSecond()));
      told.put("csrfToken", session.csrfToken());
    } else {
      told.put("scopes", readOnlyWithoutSignIn ? List.of(Scope.VIEW.word()) : List.of());
    }
    told.put("readOnlyWithoutSignIn", readOnlyWithoutSignIn);
    told.put("methods", signIn.methods());
    return Reply.json(200, JsonText.of(told)).uncompressed();
  }

  private static List<String> words(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::word).toList();
  }
}
