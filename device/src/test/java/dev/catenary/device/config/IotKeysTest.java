package dev.catenary.device.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.log.RecentLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IotKeysTest {
  private static final Path BASE = Path.of("/etc/catenary");
  private static final String SENSOR = "sensors: [{name: roof, type: velodyne}]\n";

  private static ConfigFile read(String iot) throws ConfigException {
    return ConfigFile.parse("c.yaml", "vehicle: ute-7\n" + SENSOR + iot, BASE);
  }

  @Test
  void withoutAnEndpointThereIsNoBroker() throws ConfigException {
    assertThat(read("").require().iot()).isNull();
  }

  @Test
  void vehicleIsTheThingUnlessOneIsNamed() throws ConfigException {
    IotSettings iot = read("iot: {endpoint: broker.example, identity: id}").require().iot();
    assertThat(iot.thing()).isEqualTo("ute-7");
    assertThat(iot.port()).isEqualTo(8_883);
    assertThat(iot.identity()).isEqualTo(BASE.resolve("id"));
    assertThat(iot.sessionExpiry()).isEqualTo(Duration.ofHours(24));
    assertThat(iot.provisioning()).isNull();
    assertThat(iot.keys()).isNull();
  }

  @Test
  void identityLiesWithTheDataUnlessAnotherPlaceIsNamed() throws ConfigException {
    ConfigFile packaged =
        read("data-directory: /var/lib/catenary\niot: {endpoint: broker.example}");
    assertThat(packaged.require().iot().identity())
        .isEqualTo(Path.of("/var/lib/catenary/identity"));
    assertThat(packaged.require().upload().directory())
        .isEqualTo(Path.of("/var/lib/catenary/uploaded"));
    ConfigFile named =
        read(
            "data-directory: /var/lib/catenary\niot: {endpoint: b, identity: id}\n"
                + "upload: {store: directory, directory: out}");
    assertThat(named.require().iot().identity()).isEqualTo(BASE.resolve("id"));
    assertThat(named.require().upload().directory()).isEqualTo(BASE.resolve("out"));
  }

  @Test
  void identityOfAnEarlierBuildBesideTheFileIsUsedAndTold(@TempDir Path folder) throws Exception {
    String text = SENSOR + "data-directory: disk\niot: {endpoint: broker.example}";
    Path before = Files.createDirectories(folder.resolve("data/identity"));
    Files.writeString(before.resolve("device.pem"), "certificate and key");
    assertThat(ConfigFile.parse("c.yaml", text, folder).require().iot().identity())
        .isEqualTo(before);
    assertThat(RecentLog.after(0))
        .extracting(RecentLog.Line::text)
        .anyMatch(
            line ->
                line.startsWith("found the identity in " + before)
                    && line.contains("expected it in " + folder.resolve("disk/identity"))
                    && line.contains("cure: "));
    Path now = Files.createDirectories(folder.resolve("disk/identity"));
    Files.writeString(now.resolve("device.pem"), "certificate and key");
    assertThat(ConfigFile.parse("c.yaml", text, folder).require().iot().identity()).isEqualTo(now);
  }

  @Test
  void nameThatWouldMakeOtherTopicsIsRefused() throws ConfigException {
    assertThat(read("iot: {endpoint: b, thing: 'a/#'}").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.key()).isEqualTo("iot.thing"));
  }

  @Test
  void credentialsNeedARoleAndABroker() throws ConfigException {
    assertThat(read("iot: {endpoint: b, credentials: {endpoint: c}}").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.key()).isEqualTo("iot.credentials.role-alias"));
    assertThat(read("iot: {credentials: {endpoint: c, role-alias: r}}").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.key()).isEqualTo("iot.endpoint"));
  }
}
