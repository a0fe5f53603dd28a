package dev.catenary.capture.sensor;

/**
 * A row of the table of sensors: models that are read alike, and how that is known.
 *
 * @param names of the models, for people
 * @param modes return modes or packet profiles
 * @param verified short; the sensor's page in {@code docs/sensors} says it at length
 */
public record VerifiedModel(String names, String modes, String verified) {}
