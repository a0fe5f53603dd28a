package dev.catenary.uplink.chunk;

import dev.catenary.proto.message.Span;
import dev.catenary.proto.zone.WireSpan;

/** A wire's span as events carry it, there and back. */
public final class SpanMessage {
  private SpanMessage() {}

  static Span of(WireSpan span) {
    return Span.newBuilder()
        .setNumber(span.number())
        .setAnchorEastingMetres(span.anchorEastingMetres())
        .setAnchorNorthingMetres(span.anchorNorthingMetres())
        .setHeadingEast(span.headingEast())
        .setHeadingNorth(span.headingNorth())
        .setHeightMetres(span.heightMetres())
        .setSlope(span.slope())
        .setPerMetre(span.perMetre())
        .setFromMetres(span.fromMetres())
        .setToMetres(span.toMetres())
        .setFromSeen(span.fromSeen())
        .setToSeen(span.toSeen())
        .setSagMetres(span.sagMetres())
        .setPoints(span.points())
        .setNoiseMetres(span.noiseMetres())
        .setErrorMetres(span.errorMetres())
        .build();
  }

  /** The span of an event, in its map frame. */
  public static WireSpan span(Span message) {
    return new WireSpan(
        message.getNumber(),
        message.getAnchorEastingMetres(),
        message.getAnchorNorthingMetres(),
        message.getHeadingEast(),
        message.getHeadingNorth(),
        message.getHeightMetres(),
        message.getSlope(),
        message.getPerMetre(),
        message.getFromMetres(),
        message.getToMetres(),
        message.getFromSeen(),
        message.getToSeen(),
        message.getSagMetres(),
        message.getPoints(),
        message.getNoiseMetres(),
        message.getErrorMetres());
  }
}
