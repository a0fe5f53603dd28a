package dev.catenary.uplink.iot;

import com.google.protobuf.ByteString;

/** What came from the broker. */
public record Message(String topic, ByteString payload) {}
