package dev.catenary.capture.velodyne;

import org.jspecify.annotations.Nullable;

/**
 * The Velodyne sensors whose data packets can be read.
 *
 * <p>Sources: VLP-16 User Manual 63-9243 Rev. E, sections 9.3 and 9.4; HDL-32E User Manual 63-9113
 * and packet application note 63-9277 Rev. D; VLP-32C User Manual 63-9325 Rev. B, section 9; Alpha
 * Prime (VLS-128) User Manual 63-9483.
 */
public enum VelodyneModel {
  VLP_16("VLP-16", 16, 0.002f, 55_296, 2_304, 1),
  PUCK_HI_RES("Puck Hi-Res", 16, 0.002f, 55_296, 2_304, 1),
  HDL_32E("HDL-32E", 32, 0.002f, 46_080, 1_152, 1),
  VLP_32C("VLP-32C", 32, 0.004f, 55_296, 2_304, 2),
  /** Timing of the channel groups is the sensor's firmware's; see {@link FiringTimes}. */
  VLS_128("VLS-128", 128, 0.004f, 55_333, 2_767, 8);

  private final String displayName;
  private final int lasers;
  private final float distanceUnitMetres;
  private final int sequenceNanos;
  private final int firingNanos;
  private final int lasersPerFiring;

  VelodyneModel(
      String displayName,
      int lasers,
      float distanceUnitMetres,
      int sequenceNanos,
      int firingNanos,
      int lasersPerFiring) {
    this.displayName = displayName;
    this.lasers = lasers;
    this.distanceUnitMetres = distanceUnitMetres;
    this.sequenceNanos = sequenceNanos;
    this.firingNanos = firingNanos;
    this.lasersPerFiring = lasersPerFiring;
  }

  /** The maker's name, as it stands in a configuration: {@code VLP-16}. */
  public String displayName() {
    return displayName;
  }

  int lasers() {
    return lasers;
  }

  float distanceUnitMetres() {
    return distanceUnitMetres;
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

  /** The model whose packets end in this product id, or null. */
  static @Nullable VelodyneModel ofProductId(int productId) {
    return switch (productId) {
      case 0x21 -> HDL_32E;
      case 0x22 -> VLP_16;
      case 0x24 -> PUCK_HI_RES;
      case 0x28 -> VLP_32C;
      case 0xA1 -> VLS_128;
      default -> null;
    };
  }

  /**
   * The model of a name as people write it: case, spaces and dashes do not count.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static VelodyneModel named(String name) {
    for (VelodyneModel model : values()) {
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
