package dev.catenary.device.service;

import dev.catenary.device.assembly.Assembly;
import dev.catenary.device.board.Board;
import dev.catenary.device.health.Condition;
import dev.catenary.device.health.Health;
import org.jspecify.annotations.Nullable;

/** The running service, as the board shows it and acts on it. */
public final class MachineOfBoard implements Board.Machine {
  private final Assembly machine;
  private final LiveService service;
  private final Runnable stop;

  /**
   * @param stop asks for an orderly stop, and returns
   */
  public MachineOfBoard(Assembly machine, LiveService service, Runnable stop) {
    this.machine = machine;
    this.service = service;
    this.stop = stop;
  }

  @Override
  public @Nullable Condition worst() {
    Health health = service.health();
    return health.links().isEmpty() ? null : health.worst();
  }

  @Override
  public void flush() {
    machine.flush();
  }

  @Override
  public void stop(String why) {
    stop.run();
  }
}
