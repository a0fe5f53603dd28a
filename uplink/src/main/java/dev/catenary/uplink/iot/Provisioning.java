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
 * How the device comes by a certificate, and by the next one. The key is made here and never
 * leaves; the new pair is durable before it is registered, and is used only after the broker has
 * let it in: until then the one in use stays, and the claim certificate stays good for another try.
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
    // An earlier try that was cut off: its token is gone, so the certificate can not be registered.
    folder.discard();
    DeviceIdentity next = obtain(asker);
    prove(next);
    folder.promote();
    Logger.info("this device is now {}", next);
    return next;
  }

  private DeviceIdentity obtain(DeviceIdentity asker) throws IOException, InterruptedException {
    String provision = "$aws/provisioning-templates/" + template.name() + "/provision/json";
    List<String> filters = Stream.of(CREATE, provision).flatMap(Conversation::filters).toList();
    try (BrokerLine line =
        new BrokerLine(broker, broker.thing().thing(), asker, null, filters, counters)) {
      enter(line, "ask for a certificate");
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
      folder.stage(next);
      register(conversation, provision, Conversation.text(created, "certificateOwnershipToken"));
      return next;
    }
  }

  private void register(Conversation conversation, String topic, String token)
      throws IOException, InterruptedException {
    JsonObject parameters = new JsonObject();
    template.parameters().forEach(parameters::addProperty);
    JsonObject question = new JsonObject();
    question.addProperty("certificateOwnershipToken", token);
    question.add("parameters", parameters);
    String thing = Conversation.text(conversation.ask(topic, question), "thingName");
    if (!thing.equals(broker.thing().thing())) {
      throw new IOException(
          "found that the template registered thing '"
              + thing
              + "'; expected '"
              + broker.thing().thing()
              + "'; cure: make iot.thing and the template's ThingName the same");
    }
  }

  /** The one way to know that a certificate is good: to be let in with it. */
  private void prove(DeviceIdentity next) throws IOException, InterruptedException {
    try (BrokerLine line =
        new BrokerLine(broker, broker.thing().thing(), next, null, List.of(), counters)) {
      enter(line, "prove the new certificate");
    } catch (IOException e) {
      folder.discard();
      throw e;
    }
  }

  private void enter(BrokerLine line, String what) throws IOException, InterruptedException {
    line.start();
    LineState state = line.await(patience);
    if (!state.up()) {
      throw new IOException(
          "found '"
              + (state.failure() == null ? "no answer from " + line.name() : state.failure())
              + "' when about to "
              + what
              + "; expected to be let in; cure: check the certificate's policy, its state and the"
              + " clock; what is in use stays");
    }
  }
}
