package dev.catenary.fleet.desk;

import dev.catenary.proto.message.FleetAlert;
import dev.catenary.proto.message.FleetFinding;
import dev.catenary.proto.message.PassState;

/** Made findings. */
final class Made {
  private Made() {}

  static FleetFinding finding(String id, long version, double loadedMetres) {
    return FleetFinding.newBuilder()
        .setFormatVersion(1)
        .setFindingId(id)
        .setVersion(version)
        .setOwner("east")
        .setState(PassState.PASS_NEW)
        .setRank(loadedMetres < 2.5 ? 0 : 1)
        .setLongitudeDegrees(147.25)
        .setLatitudeDegrees(-37.9)
        .setDatum("WGS84")
        .setRule("trees <\"'&>")
        .setLoadedDistanceMetres(loadedMetres)
        .setRequiredMetres(2.5)
        .setErrorMetres(0.1)
        .setVehicle("drone-1")
        .build();
  }

  static FleetAlert alert(String id, boolean withdrawn) {
    return FleetAlert.newBuilder()
        .setFormatVersion(1)
        .setAlertId(id + "-1")
        .setWithdrawn(withdrawn)
        .setFinding(finding(id, 1, 2.0))
        .build();
  }
}
