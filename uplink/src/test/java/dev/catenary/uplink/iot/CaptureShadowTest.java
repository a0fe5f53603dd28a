package dev.catenary.uplink.iot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.uplink.Bench;
import dev.catenary.uplink.credential.PrivateAuthority;
import dev.catenary.uplink.transfer.Backoff;
import dev.catenary.uplink.transfer.DirectoryConfig;
import dev.catenary.uplink.transfer.DirectoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.BooleanSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Mosquitto and a double of the shadow service behind it. */
class CaptureShadowTest {
  private static final Topics TOPICS = new Topics("drone-1");

  @TempDir Path folder;
  private MosquittoProcess broker;
  private Bench bench;
  private BrokerLine office;
  private ShadowDouble shadow;
  private CloudBench vehicle;

  @BeforeEach
  void begin() throws IOException, InterruptedException {
    PrivateAuthority authority = new PrivateAuthority(folder.resolve("ca"));
    broker = new MosquittoProcess(folder.resolve("broker"), authority);
    bench =
        new Bench(
            folder.resolve("spool"),
            new DirectoryStore(new DirectoryConfig(folder.resolve("store"))),
            1_000);
    office = CloudBench.peer(broker, authority, "office", ShadowDouble.filters(TOPICS));
    shadow = new ShadowDouble(office, TOPICS);
    vehicle =
        new CloudBench(
            bench,
            broker.config("drone-1", authority),
            CloudBench.having(folder.resolve("identity"), authority.client("drone-1")));
  }

  @AfterEach
  void end() throws IOException {
    vehicle.close();
    office.close();
    bench.close();
    broker.close();
  }

  private void until(BooleanSupplier so) throws IOException, InterruptedException {
    vehicle.until(
        () -> {
          shadow.step();
          return so.getAsBoolean();
        });
  }

  private String reported(String key) {
    return shadow.reported().has(key) ? shadow.reported().get(key).toString() : "";
  }

  @Test
  void wishIsAppliedAndReportedAndTheDifferenceIsGone() throws IOException, InterruptedException {
    until(() -> reported("active").equals("\"all\""));
    shadow.desire("{\"policy\":\"radio\",\"policies\":[{\"name\":\"radio\",\"last-rank\":1}]}");
    until(() -> reported("active").equals("\"radio\""));
    assertThat(reported("upload"))
        .isEqualTo("{\"policy\":\"radio\",\"policies\":[{\"name\":\"radio\",\"last-rank\":1}]}");
    assertThat(reported("refused")).isEmpty();
  }

  @Test
  void badWishIsRefusedWithTheReasonAndAGoodOneTakesTheReasonAway()
      throws IOException, InterruptedException {
    until(() -> shadow.updates == 1);
    shadow.desire("{\"policy\":\"bad\"}");
    until(() -> reported("refused").contains("found bad; expected good"));
    assertThat(reported("upload")).isEmpty();
    assertThat(vehicle.count(DeviceCounter.SHADOW_REFUSALS)).isEqualTo(1);
    shadow.desire("{\"policy\":\"radio\"}");
    until(() -> reported("active").equals("\"radio\"") && reported("refused").isEmpty());
  }

  @Test
  void reportOvertakenByANewerWishIsMadeAnew() throws IOException, InterruptedException {
    until(() -> shadow.updates == 1);
    shadow.beforeUpdate = () -> shadow.desire("{\"policy\":\"radio\"}");
    shadow.desire("{\"policy\":\"depot\"}");
    until(() -> reported("active").equals("\"radio\""));
    assertThat(shadow.conflicts).isEqualTo(1);
    assertThat(reported("upload")).isEqualTo("{\"policy\":\"radio\"}");
  }

  @Test
  void keyThatIsNoLongerDesiredIsNoLongerReported() throws IOException, InterruptedException {
    until(() -> shadow.updates == 1);
    shadow.desire("{\"policy\":\"radio\",\"policies\":[{\"name\":\"radio\"}]}");
    until(() -> reported("upload").contains("policies"));
    shadow.desire("{\"policy\":\"all\",\"policies\":null}");
    until(() -> reported("upload").equals("{\"policy\":\"all\"}"));
  }

  @Property(tries = 300)
  void anyBytesOnTheTopicsAreTakenWithoutAnException(@ForAll byte[] bytes) {
    CaptureShadow alone =
        new CaptureShadow(
            TOPICS,
            json -> new Wishes.Verdict(true, "", "all"),
            new Counters(),
            () -> 0,
            new Backoff(1, 2, new Random(1)));
    for (String last : new String[] {"get/accepted", "get/rejected", "update/rejected"}) {
      String topic = TOPICS.shadow("capture", last);
      assertThat(alone.take(new Message(topic, ByteString.copyFrom(bytes)))).isTrue();
    }
  }

  @Test
  void answersThatAreNoDocumentsAreLeftAlone() {
    CaptureShadow alone =
        new CaptureShadow(
            TOPICS,
            json -> new Wishes.Verdict(true, "", "all"),
            new Counters(),
            () -> 0,
            new Backoff(1, 2, new Random(1)));
    for (String body :
        new String[] {"{}", "[]", "7", "null", "{\"state\":7}", "{\"version\":\"x\"}", ""}) {
      Message message =
          new Message(TOPICS.shadow("capture", "get/accepted"), ByteString.copyFromUtf8(body));
      assertThat(alone.take(message)).isTrue();
    }
  }
}
