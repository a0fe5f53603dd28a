package dev.catenary.uplink.iot;

import com.google.protobuf.ByteString;

/** Last will, which the broker sends in our place when it has lost the connection. */
public record Will(String topic, ByteString payload) {}
