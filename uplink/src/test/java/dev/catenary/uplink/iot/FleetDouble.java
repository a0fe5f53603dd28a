package dev.catenary.uplink.iot;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.catenary.uplink.credential.PrivateAuthority;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Fleet provisioning on the side of the topics; the broker has none. It follows the AWS IoT Core
 * Developer Guide, "Device provisioning MQTT API": CreateCertificateFromCsr answers with the signed
 * certificate and an ownership token, RegisterThing takes the token and the template's parameters
 * and answers with the thing's name; both answer on {@code /accepted} or, with statusCode,
 * errorCode and errorMessage, on {@code /rejected}.
 */
final class FleetDouble implements AutoCloseable {
  static final String CREATE = "$aws/certificates/create-from-csr/json";
  static final String PROVISION = "$aws/provisioning-templates/catenary/provision/json";

  private final BrokerLine line;
  private final PrivateAuthority authority;
  private final Thread thread;
  private volatile boolean stop;
  volatile String thing = "drone-1";
  volatile boolean rejects;
  volatile boolean signsForOthers;
  volatile int created;
  volatile int registered;
  private volatile Cut cut = Cut.NONE;
  private final Set<String> usedTokens = new HashSet<>();
  volatile String serial = "";

  /** Where the next question, or its answer, gets lost. */
  enum Cut {
    NONE,
    QUESTION_FOR_CERTIFICATE,
    CERTIFICATE,
    QUESTION_FOR_REGISTRATION,
    REGISTRATION
  }

  FleetDouble(BrokerLine line, PrivateAuthority authority) {
    this.line = line;
    this.authority = authority;
    this.thread = new Thread(this::serve, "fleet-double");
    thread.start();
  }

  private void serve() {
    try {
      int number = 0;
      while (!stop) {
        Message message = line.poll();
        if (message == null) {
          Thread.sleep(5);
          continue;
        }
        JsonObject body =
            JsonParser.parseString(message.payload().toString(StandardCharsets.UTF_8))
                .getAsJsonObject();
        JsonObject answer = new JsonObject();
        boolean creates = message.topic().equals(CREATE);
        if (isCut(creates ? Cut.QUESTION_FOR_CERTIFICATE : Cut.QUESTION_FOR_REGISTRATION)) {
          continue;
        }
        if (creates) {
          String pem = body.get("certificateSigningRequest").getAsString();
          PrivateAuthority by =
              signsForOthers
                  ? new PrivateAuthority(authority.file("stranger-" + number))
                  : authority;
          answer.addProperty("certificatePem", by.sign("fleet-" + number++, pem));
          answer.addProperty("certificateId", "id-" + number);
          answer.addProperty("certificateOwnershipToken", "token-" + number);
          created++;
          if (!isCut(Cut.CERTIFICATE)) {
            tell(CREATE + "/accepted", answer);
          }
        } else if (rejects) {
          answer.addProperty("statusCode", 403);
          answer.addProperty("errorCode", "AccessDenied");
          answer.addProperty("errorMessage", "the hook denied the serial number");
          tell(PROVISION + "/rejected", answer);
        } else if (!usedTokens.add(body.get("certificateOwnershipToken").getAsString())) {
          answer.addProperty("statusCode", 400);
          answer.addProperty("errorCode", "InvalidCertificateOwnershipToken");
          answer.addProperty("errorMessage", "the token was used");
          tell(PROVISION + "/rejected", answer);
        } else {
          serial = body.getAsJsonObject("parameters").get("SerialNumber").getAsString();
          registered++;
          answer.addProperty("thingName", thing);
          if (!isCut(Cut.REGISTRATION)) {
            tell(PROVISION + "/accepted", answer);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Loses one question, or the answer to one, and no more after it. */
  void cutAt(Cut where) {
    cut = where;
  }

  private boolean isCut(Cut here) {
    boolean isHere = cut == here;
    if (isHere) {
      cut = Cut.NONE;
    }
    return isHere;
  }

  private void tell(String topic, JsonObject body) {
    line.publish(topic, body.toString().getBytes(StandardCharsets.UTF_8)).join();
  }

  @Override
  public void close() {
    stop = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    line.close();
  }
}
