package dev.catenary.uplink.iot;

import com.google.protobuf.ByteString;

/** What the broker sends in our place when it has lost us. */
public record Will(String topic, ByteString payload) {}
