package dev.catenary.device.config;

/**
 * One key as it takes effect.
 *
 * @param key dotted path
 * @param value the value in use
 * @param unit unit of the value, empty where it has none
 * @param isDefault true when the file does not say it
 * @param sentence what the key means
 */
public record ConfigEntry(
    String key, String value, String unit, boolean isDefault, String sentence) {}
