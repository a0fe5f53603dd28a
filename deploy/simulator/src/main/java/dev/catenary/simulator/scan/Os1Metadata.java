package dev.catenary.simulator.scan;

import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The metadata that the simulated OS1-64 would give over HTTP, as a service needs it to read its
 * packets.
 *
 * <p>Source of the names: Ouster HTTP API reference, {@code GET /api/v1/sensor/metadata}.
 */
public final class Os1Metadata {
  private Os1Metadata() {}

  public static String of(Os1Settings settings) {
    return """
    {
      "sensor_info": {
        "prod_line": "OS-1-64",
        "prod_sn": "%d",
        "initialization_id": %d,
        "build_rev": "v3.1.0",
        "status": "RUNNING"
      },
      "config_params": {
        "lidar_mode": "%s",
        "timestamp_mode": "TIME_FROM_PTP_1588",
        "udp_profile_lidar": "%s",
        "udp_profile_imu": "LEGACY",
        "return_order": "STRONGEST_TO_WEAKEST"
      },
      "lidar_data_format": {
        "columns_per_frame": %d,
        "columns_per_packet": 16,
        "column_window": [0, %d],
        "pixels_per_column": %d,
        "pixel_shift_by_row": [%s],
        "udp_profile_lidar": "%s",
        "udp_profile_imu": "LEGACY"
      },
      "beam_intrinsics": {
        "lidar_origin_to_beam_origin_mm": %s,
        "beam_to_lidar_transform": [1, 0, 0, %s, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
        "beam_altitude_angles": [%s],
        "beam_azimuth_angles": [%s]
      },
      "lidar_intrinsics": {
        "lidar_to_sensor_transform": [-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, %s, 0, 0, 0, 1]
      },
      "imu_intrinsics": {
        "imu_to_sensor_transform": [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
      }
    }
    """
        .formatted(
            Os1Settings.SERIAL,
            Os1Settings.INITIALIZATION_ID,
            settings.mode(),
            settings.profile(),
            settings.columnsPerFrame(),
            settings.columnsPerFrame() - 1,
            Os1Settings.ROWS,
            shifts(settings),
            settings.profile(),
            millimetres(Os1Settings.BEAM_ORIGIN_METRES),
            millimetres(Os1Settings.BEAM_ORIGIN_METRES),
            list(settings::altitudeDegrees),
            list(settings::azimuthDegrees),
            millimetres(Os1Settings.LIDAR_HEIGHT_METRES));
  }

  private static String millimetres(double metres) {
    return String.valueOf(Math.round(metres * 1e6) / 1e3);
  }

  private static String list(IntToDoubleFunction value) {
    return IntStream.range(0, Os1Settings.ROWS)
        .mapToObj(row -> String.valueOf(value.applyAsDouble(row)))
        .collect(Collectors.joining(", "));
  }

  private static String shifts(Os1Settings settings) {
    return IntStream.range(0, Os1Settings.ROWS)
        .mapToLong(
            row -> Math.round(settings.azimuthDegrees(row) / 360 * settings.columnsPerFrame()))
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", "));
  }
}
