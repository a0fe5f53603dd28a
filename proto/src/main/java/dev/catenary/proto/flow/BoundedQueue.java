package dev.catenary.proto.flow;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one kind of queue between two stages: bounded, with its full policy in the name of the
 * factory. Whatever is not queued goes to {@code onDropped}, which counts it and returns it to its
 * pool; nothing disappears unseen. Any number of producers and consumers; no allocation after
 * construction.
 *
 * @param <T> what is queued; ownership goes with it
 */
public final class BoundedQueue<T> {
  private final @Nullable Object[] elements;
  private final FullPolicy policy;
  private final Consumer<T> onDropped;
  private int head;
  private int size;
  private boolean closed;

  private BoundedQueue(int capacity, FullPolicy policy, Consumer<T> onDropped) {
    if (capacity <= 0) {
      throw new IllegalArgumentException("capacity must be positive, not " + capacity);
    }
    this.elements = new @Nullable Object[capacity];
    this.policy = policy;
    this.onDropped = onDropped;
  }

  /** A full queue makes its producer wait; only elements offered after {@link #close} drop. */
  public static <T> BoundedQueue<T> block(int capacity, Consumer<T> onDropped) {
    return new BoundedQueue<>(capacity, FullPolicy.BLOCK, onDropped);
  }

  public static <T> BoundedQueue<T> dropOldest(int capacity, Consumer<T> onDropped) {
    return new BoundedQueue<>(capacity, FullPolicy.DROP_OLDEST, onDropped);
  }

  public static <T> BoundedQueue<T> dropNewest(int capacity, Consumer<T> onDropped) {
    return new BoundedQueue<>(capacity, FullPolicy.DROP_NEWEST, onDropped);
  }

  /**
   * Queues the element by the policy.
   *
   * @return false when this element was dropped
   */
  public boolean offer(T element) throws InterruptedException {
    T dropped = null;
    boolean queued = true;
    synchronized (this) {
      while (policy == FullPolicy.BLOCK && size == elements.length && !closed) {
        wait();
      }
      if (closed || (policy == FullPolicy.DROP_NEWEST && size == elements.length)) {
        dropped = element;
        queued = false;
      } else {
        if (size == elements.length) {
          dropped = removeFirst();
        }
        elements[(head + size) % elements.length] = element;
        size++;
        notifyAll();
      }
    }
    if (dropped != null) {
      onDropped.accept(dropped);
    }
    return queued;
  }

  /** Takes the first element, or null when there is none now. */
  public synchronized @Nullable T poll() {
    if (size == 0) {
      return null;
    }
    notifyAll();
    return removeFirst();
  }

  /** Takes the first element, waiting for one up to the given time; null when none came. */
  public synchronized @Nullable T poll(long timeoutNanos) throws InterruptedException {
    long deadline = System.nanoTime() + timeoutNanos;
    while (size == 0 && !closed) {
      long millis = (deadline - System.nanoTime() + 999_999) / 1_000_000;
      if (millis <= 0) {
        return null;
      }
      wait(millis);
    }
    return poll();
  }

  /** Refuses new elements from now on; those queued can still be taken. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  public synchronized int size() {
    return size;
  }

  public int capacity() {
    return elements.length;
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // slots in [head, head + size) hold elements
  private T removeFirst() {
    T first = (T) elements[head];
    elements[head] = null;
    head = (head + 1) % elements.length;
    size--;
    return first;
  }
}
