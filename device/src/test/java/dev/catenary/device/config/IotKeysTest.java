package dev.catenary.device.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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
