package dev.catenary.capture.velodyne;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Velodyne sensors whose data packets can be read.
 *
 * <p>Sources: VLP-16 User Manual 63-9243 Rev. E, section 9.3; HDL-32E User Manual 63-9113 and
 * packet application note 63-9277 Rev. D; VLP-32C User Manual 63-9325 Rev. B, section 9; Alpha
 * Prime (VLS-128) User Manual 63-9483.
 */
public enum VelodyneModel {
  VLP_16("VLP-16", 0x22, 16, 2, 55_296, 2_304, 1),
  PUCK_HI_RES("Puck Hi-Res", 0x24, 16, 2, 55_296, 2_304, 1),
  HDL_32E("HDL-32E", 0x21, 32, 2, 46_080, 1_152, 1),
  VLP_32C("VLP-32C", 0x28, 32, 4, 55_296, 2_304, 2),
  /**
   * Also sold as Alpha Prime. Its sequence takes 55.28 microseconds by the timestamps of recorded
   * packets (2,193 in a row, 165.83 each); the draft manual says 53.3, other firmware 57.8.
   */
  VLS_128("VLS-128", 0xA1, 128, 4, 55_277, 2_764, 8);

  /** Asked for each packet, where {@code values()} would make a copy. */
  private static final VelodyneModel[] ALL = values();

  private final String displayName;
  private final int productId;
  private final int lasers;
  private final int distanceUnitMillimetres;
  private final int sequenceNanos;
  private final int firingNanos;
  private final int lasersPerFiring;

  VelodyneModel(
      String displayName,
      int productId,
      int lasers,
      int distanceUnitMillimetres,
      int sequenceNanos,
      int firingNanos,
      int lasersPerFiring) {
    this.displayName = displayName;
    this.productId = productId;
    this.lasers = lasers;
    this.distanceUnitMillimetres = distanceUnitMillimetres;
    this.sequenceNanos = sequenceNanos;
    this.firingNanos = firingNanos;
    this.lasersPerFiring = lasersPerFiring;
  }

  /** The maker's name, as it stands in a configuration: {@code VLP-16}. */
  public String displayName() {
    return displayName;
  }

  /** The second factory byte of a data packet. */
  int productId() {
    return productId;
  }

  int lasers() {
    return lasers;
  }

  int distanceUnitMillimetres() {
    return distanceUnitMillimetres;
  }

  /** From one firing of a laser to its next. */
  int sequenceNanos() {
    return sequenceNanos;
  }

  /** From the firing of one laser, or group of lasers, to the next. */
  int firingNanos() {
    return firingNanos;
  }

  int lasersPerFiring() {
    return lasersPerFiring;
  }

  /** The model that sends this product id, or null. */
  static @Nullable VelodyneModel ofProductId(int productId) {
    for (VelodyneModel model : ALL) {
      if (model.productId == productId) {
        return model;
      }
    }
    return null;
  }

  /** All known product bytes, for people. */
  static String productIds() {
    return Arrays.stream(ALL)
        .map(model -> String.format("0x%02X %s", model.productId, model.displayName))
        .collect(Collectors.joining(", "));
  }

  /**
   * The model of a name as people write it: case, spaces and dashes do not count.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static VelodyneModel named(String name) {
    for (VelodyneModel model : ALL) {
      if (plain(model.displayName).equals(plain(name))) {
        return model;
      }
    }
    throw new IllegalArgumentException(
        "found Velodyne model \""
            + name
            + "\"; expected VLP-16, Puck Hi-Res, HDL-32E, VLP-32C or VLS-128");
  }

  private static String plain(String name) {
    return name.replaceAll("[ _-]", "").toUpperCase(java.util.Locale.ROOT);
  }
}
