package dev.catenary.proving.torture;

import dev.catenary.proto.message.HostTimeSpan;
import dev.catenary.proto.message.Zone;
import dev.catenary.uplink.iot.Answer;
import dev.catenary.uplink.iot.Commands;

/** A vehicle that nobody commands. */
final class NoCommands implements Commands {
  private static final Answer NO = Answer.refused("nobody commands here");

  @Override
  public Answer sendRecording(String commandId, HostTimeSpan span) {
    return NO;
  }

  @Override
  public Answer sendRecording(String commandId, Zone zone) {
    return NO;
  }

  @Override
  public Answer setUploadPolicy(String name) {
    return NO;
  }

  @Override
  public Answer setMission(String label) {
    return NO;
  }
}
