package dev.catenary.proving.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Allocation of Netty's thread of one link: the one part of the path that is not ours. */
final class ReceiverAllocation {
  private ReceiverAllocation() {}

  static long bytes(String linkName) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes = 0;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("capture-" + linkName)) {
        bytes += threads.getThreadAllocatedBytes(thread.threadId());
      }
    }
    return bytes;
  }
}
