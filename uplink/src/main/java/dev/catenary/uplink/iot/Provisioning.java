package dev.catenary.uplink.iot;

import com.google.gson.JsonObject;
import dev.catenary.proto.counter.Counters;
import dev.catenary.uplink.credential.CertificateRequest;
import dev.catenary.uplink.credential.DeviceIdentity;
import dev.catenary.uplink.credential.IdentityFolder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tinylog.Logger;

/**
 * Certificate by claim, and the next one. The key is made here and never leaves. The new pair is
 * durable before it is registered, with the token to register it, and is used only after the broker
 * has let it in: until then the one in use stays. A cut at any step loses no certificate that is
 * registered: the next try goes on with it.
 *
 * <p>Source: AWS IoT Core Developer Guide, "Provisioning by claim" and "Device provisioning MQTT
 * API" (CreateCertificateFromCsr, RegisterThing).
 */
public final class Provisioning {
  private static final String CREATE = "$aws/certificates/create-from-csr/json";

  private final BrokerConfig broker;
  private final Template template;
  private final IdentityFolder folder;
  private final Counters counters;
  private final Duration patience;

  /**
   * Template of the registration.
   *
   * @param name of the provisioning template
   * @param parameters it asks for, as {@code SerialNumber}
   */
  public record Template(String name, Map<String, String> parameters) {
    public Template {
      parameters = Map.copyOf(parameters);
      if (!name.matches("[0-9A-Za-z_-]{1,36}")) {
        throw new IllegalArgumentException(
            "found provisioning template '"
                + name
                + "'; expected letters, digits, '_' or '-', 36 at most; cure: correct the name");
      }
    }
  }

  /**
   * @param patience for each connection and each answer
   */
  public Provisioning(
      BrokerConfig broker,
      Template template,
      IdentityFolder folder,
      Counters counters,
      Duration patience) {
    this.broker = broker;
    this.template = template;
    this.folder = folder;
    this.counters = counters;
    this.patience = patience;
  }

  /**
   * Gets a certificate of the device's own, proves it, and puts it into use.
   *
   * @param asker speaks for us until then: the claim certificate, or the one in use
   * @throws IOException when it did not come so far; what was in use still is
   */
  public DeviceIdentity renew(DeviceIdentity asker) throws IOException, InterruptedException {
    DeviceIdentity pending = folder.pending().orElse(null);
    if (pending != null && resume(pending, asker)) {
      return use(pending);
    }
    DeviceIdentity next = obtain(asker);
    if (!isLetIn(next)) {
      // It is registered, and the broker may not have heard of that yet: it gets one more try.
      folder.setAside();
      throw new IOException(
          "found that the broker "
              + broker.host()
              + " does not let us in when about to prove the new certificate; expected it to; cure:"
              + " check the template's policy and the clock; what is in use stays");
    }
    return use(next);
  }

  private DeviceIdentity use(DeviceIdentity next) throws IOException {
    folder.promote();
    Logger.info("this device is now {}", next);
    return next;
  }

  /**
   * Goes on with what an earlier try, cut off since, has left: registered here where it may not
   * have been, then proven.
   *
   * @return false when it is worth nothing, as far as this broker tells
   */
  private boolean resume(DeviceIdentity pending, DeviceIdentity asker)
      throws IOException, InterruptedException {
    String token = folder.token().orElse(null);
    if (token != null) {
      try (BrokerLine line = line(asker)) {
        enter(line, "register the certificate that an earlier try has left");
        register(new Conversation(line, patience), token);
      } catch (IOException e) {
        // It may have been registered before, or its hour may be over: the proof tells.
        Logger.warn("{}; the certificate at hand is tried", e.getMessage());
      }
    }
    return folder.pending().isPresent() && isLetIn(pending);
  }

  private DeviceIdentity obtain(DeviceIdentity asker) throws IOException, InterruptedException {
    try (BrokerLine line = line(asker)) {
      enter(line, "ask for a certificate");
      // Who asks is let in and what was left over is not: that is worth nothing.
      folder.discard();
      Conversation conversation = new Conversation(line, patience);
      CertificateRequest request = CertificateRequest.make(broker.thing().thing());
      JsonObject question = new JsonObject();
      question.addProperty("certificateSigningRequest", request.pem());
      JsonObject created = conversation.ask(CREATE, question);
      DeviceIdentity next =
          DeviceIdentity.of(
              "the answer to our request",
              Conversation.text(created, "certificatePem"),
              request.keys().getPrivate());
      String token = Conversation.text(created, "certificateOwnershipToken");
      folder.keepToken(token);
      folder.stage(next);
      register(conversation, token);
      return next;
    }
  }

  private BrokerLine line(DeviceIdentity asker) {
    List<String> filters = Stream.of(CREATE, provision()).flatMap(Conversation::filters).toList();
    return new BrokerLine(broker, broker.thing().thing(), asker, null, filters, counters);
  }

  private String provision() {
    return "$aws/provisioning-templates/" + template.name() + "/provision/json";
  }

  /** Registers, and notes that it was; a certificate that is rejected is nobody's. */
  private void register(Conversation conversation, String token)
      throws IOException, InterruptedException {
    JsonObject parameters = new JsonObject();
    template.parameters().forEach(parameters::addProperty);
    JsonObject question = new JsonObject();
    question.addProperty("certificateOwnershipToken", token);
    question.add("parameters", parameters);
    JsonObject answer;
    try {
      answer = conversation.ask(provision(), question);
    } catch (Conversation.RejectedException e) {
      if (!e.mayBeRegistered()) {
        folder.discard();
      }
      throw e;
    }
    String thing = Conversation.text(answer, "thingName");
    if (!thing.equals(broker.thing().thing())) {
      folder.discard();
      throw new IOException(
          "found that the template registered thing '"
              + thing
              + "'; expected '"
              + broker.thing().thing()
              + "'; cure: make iot.thing and the template's ThingName the same");
    }
    folder.dropToken();
  }

  /**
   * The one way to know that a certificate is good: to be let in with it.
   *
   * @return false when the broker refuses it
   * @throws IOException when there is no telling: the line is down
   */
  private boolean isLetIn(DeviceIdentity next) throws IOException, InterruptedException {
    try (BrokerLine line =
        new BrokerLine(broker, broker.thing().thing(), next, null, List.of(), counters)) {
      line.start();
      LineState state = line.await(patience);
      if (state.up() || state.needsPerson()) {
        return state.up();
      }
      throw refused(line, state, "prove the new certificate");
    }
  }

  private void enter(BrokerLine line, String what) throws IOException, InterruptedException {
    line.start();
    LineState state = line.await(patience);
    if (!state.up()) {
      throw refused(line, state, what);
    }
  }

  private static IOException refused(BrokerLine line, LineState state, String what) {
    return new IOException(
        "found '"
            + (state.failure() == null ? "no answer from " + line.name() : state.failure())
            + "' when about to "
            + what
            + "; expected to be let in; cure: check the certificate's policy, its state and the"
            + " clock; what is in use stays");
  }
}
