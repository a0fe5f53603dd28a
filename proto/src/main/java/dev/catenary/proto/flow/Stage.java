package dev.catenary.proto.flow;

import java.io.IOException;

/**
 * One part of the machine that can be asked to do some work now. It starts no thread and reads no
 * clock it was not given, so the whole machine can also be driven by one thread in a test.
 */
public interface Stage extends AutoCloseable {
  /** Names the thread that drives this stage. */
  String roleName();

  /**
   * Does what can be done without waiting.
   *
   * @return how much was done, in units of the stage's own; 0 when there was nothing to do
   * @throws Exception when the world is broken (disk gone, key unreadable); never for bad input
   */
  int doWork() throws Exception;

  /** Hands on what is still held and lets go of resources; called once, by the driving thread. */
  @Override
  default void close() throws IOException {}
}
