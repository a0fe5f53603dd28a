package dev.catenary.capture;

import dev.catenary.capture.hesai.HesaiSensor;
import dev.catenary.capture.ldrobot.LdrobotSensor;
import dev.catenary.capture.livox.LivoxSensor;
import dev.catenary.capture.ouster.OusterSensor;
import dev.catenary.capture.robosense.RobosenseSensor;
import dev.catenary.capture.sensor.SensorDescription;
import dev.catenary.capture.velodyne.VelodyneSensor;
import java.util.List;
import java.util.stream.Collectors;

/** The sensors that can be read, one line each; the first is a configuration's default. */
public final class Sensors {
  public static final List<SensorDescription> ALL =
      List.of(
          new VelodyneSensor(), //
          new OusterSensor(),
          new HesaiSensor(),
          new LivoxSensor(),
          new RobosenseSensor(),
          new LdrobotSensor());

  private Sensors() {}

  /** Makers, for messages: {@code Velodyne, Ouster, LDROBOT}. */
  public static String makers() {
    return ALL.stream().map(SensorDescription::maker).collect(Collectors.joining(", "));
  }
}
