package dev.catenary.fleet.command.survey;

/**
 * One message of a vehicle.
 *
 * @param kind last part of its topic: {@code events} or {@code seen}
 * @param payload its bytes, which nobody changes
 * @param distinct false for a repeat, and for an older revision that comes after a newer one
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Sent(String vehicle, String kind, byte[] payload, boolean distinct) {
  /** Its topic at the message broker. */
  public String topic() {
    return "catenary/" + vehicle + "/" + kind;
  }
}
