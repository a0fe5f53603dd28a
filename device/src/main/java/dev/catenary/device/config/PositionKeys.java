package dev.catenary.device.config;

import dev.catenary.capture.georeference.PositionDatum;
import dev.catenary.device.config.CatenaryConfig.LinkSettings;
import dev.catenary.device.config.CatenaryConfig.PositionConfig;
import dev.catenary.device.config.CatenaryConfig.PositionSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of the position: who tells where the vehicle is, and how long it is believed. */
final class PositionKeys {
  private static final int RECEIVE_BUFFER_BYTES = 8 << 20;

  private final LinkKeys links;

  /**
   * @param links knows the ports that are taken
   */
  PositionKeys(LinkKeys links) {
    this.links = links;
  }

  /** Reads {@code position:}. */
  PositionConfig read(ConfigSection section) {
    PositionSource source =
        section.choice(
            "source",
            PositionSource.class,
            PositionSource.GNSS,
            "ins: NovAtel INSPVAX, INSPVA or INSPVAS, sbgECom or VectorNav; gnss: NMEA, NovAtel"
                + " BESTPOS, UBX or SBF; fixed: the place given below.");
    List<LinkSettings> receivers = new ArrayList<>();
    for (ConfigSection link : section.sections("links")) {
      LinkSettings settings = links.read(link, 3_001, 115_200, RECEIVE_BUFFER_BYTES);
      links.ownPort(link, "port", settings.port(), settings.source());
      receivers.add(settings);
    }
    PositionConfig position =
        new PositionConfig(
            source,
            receivers,
            section.choice(
                "datum",
                PositionDatum.class,
                PositionDatum.FRAME,
                "Datum of the positions; frame: that of the map's crs; gda94 and gda2020 are"
                    + " moved into each other."),
            section.number("latitude", 0, -90, 90, "deg", "Latitude (fixed)."),
            section.number("longitude", 0, -180, 180, "deg", "Longitude (fixed)."),
            section.number("height", 0, -1_000, 20_000, "m", "Ellipsoidal height (fixed)."),
            section.number("heading", 0, 0, 360, "deg", "Clockwise from true north (fixed)."),
            section.number(
                "gap-max", 2.5, 0.01, 60, "s", "Poses farther apart are not interpolated between."),
            section.number(
                "wait-max",
                5,
                0.1,
                600,
                "s",
                "Points wait this long for the pose that covers them."),
            leapSeconds(section),
            geoidSeparation(section),
            section.number(
                "heading-offset",
                0,
                -360,
                360,
                "deg",
                "Direction from the first to the second antenna of a pair, clockwise from the"
                    + " vehicle's forward; taken from HDT, THS, HEADING2, NAV-RELPOSNED and"
                    + " AttEuler."));
    section.refuseUnknown();
    return position;
  }

  private static @Nullable Integer leapSeconds(ConfigSection section) {
    boolean isGiven = section.has("leap-seconds");
    int seconds =
        section.whole(
            "leap-seconds",
            18,
            0,
            60,
            "s",
            "GPS time less UTC, one number for all dates; not given: by a dated table, and by what"
                + " the receiver says.");
    return isGiven ? seconds : null;
  }

  /** Nought is a separation as any other, so the key itself says whether there is one. */
  private static @Nullable Double geoidSeparation(ConfigSection section) {
    boolean isGiven = section.has("geoid-separation");
    double metres =
        section.number(
            "geoid-separation",
            0,
            -150,
            150,
            "m",
            "Height of the geoid above the ellipsoid, for receivers that leave it out of GGA and"
                + " GNS; not given: that of EGM96, good to about a metre.");
    return isGiven ? metres : null;
  }
}
