package dev.catenary.uplink.iot;

import com.google.protobuf.ByteString;

/** Message from the broker. */
public record Message(String topic, ByteString payload) {}
