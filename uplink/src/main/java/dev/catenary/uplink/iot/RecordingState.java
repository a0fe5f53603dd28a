package dev.catenary.uplink.iot;

/**
 * State of a part of the raw journal that somebody has asked for.
 *
 * @param state one word, as docs/iot.md lists them
 * @param sent files the store has acknowledged
 * @param of files there are; 0 until that is known
 * @param reason for what is refused or left out; empty where there is nothing to say
 */
public record RecordingState(String id, String state, int sent, int of, String reason) {}
