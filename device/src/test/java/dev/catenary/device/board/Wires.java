package dev.catenary.device.board;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Lines of a chip as a bench would have them: inputs moved by hand, outputs noted. */
public final class Wires implements Pins {
  private final Map<Integer, Boolean> level = new ConcurrentHashMap<>();
  private final Map<Integer, Runnable> watched = new ConcurrentHashMap<>();
  private final List<BiConsumer<Integer, Boolean>> outputs = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /** Moves an input. */
  public void put(int line, boolean high) {
    Boolean was = level.put(line, high);
    Runnable onRise = watched.get(line);
    if (high && !Boolean.TRUE.equals(was) && onRise != null) {
      onRise.run();
    }
  }

  /** As the line is now. */
  public boolean isHigh(int line) {
    return Boolean.TRUE.equals(level.get(line));
  }

  public boolean isClosed() {
    return closed;
  }

  /** Tells each change of an output, on the thread that makes it. */
  public void onOutput(BiConsumer<Integer, Boolean> told) {
    outputs.add(told);
  }

  @Override
  public Output output(int line, boolean high) {
    level.put(line, high);
    return value -> {
      level.put(line, value);
      outputs.forEach(told -> told.accept(line, value));
    };
  }

  @Override
  public Input input(int line, Pull pull) {
    level.putIfAbsent(line, pull == Pull.UP);
    return () -> isHigh(line);
  }

  @Override
  public void watchRises(int line, Pull pull, Runnable onRise) {
    level.putIfAbsent(line, pull == Pull.UP);
    watched.put(line, onRise);
  }

  @Override
  public void close() {
    closed = true;
  }
}
