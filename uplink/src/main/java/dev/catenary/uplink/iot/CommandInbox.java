package dev.catenary.uplink.iot;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.catenary.durable.WholeFile;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.CommandAnswer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Commands from their receipt to the broker's word for their answer, on the disk. A command is
 * forced there before the broker is told that we have it; its answer takes its place once it is
 * done; and the last answers stay, so that a repetition after a restart is not done again. Two
 * threads use it: one that receives, one that does.
 *
 * <p>The SDK acknowledges a message as soon as its callback returns, so {@link #keep} is called
 * within it.
 */
public final class CommandInbox {
  /** Commands that are not done and answers that are not told, together. */
  static final int KEPT_MAX = 4_096;

  static final long BYTES_MAX = 16L << 20;
  static final int REMEMBERED = 256;

  private static final String COMMAND = ".command";
  private static final String ANSWER = ".answer";
  private static final String TOLD = ".told";
  private static final Pattern NAME = Pattern.compile("([0-9]{12})\\.(command|answer|told)");
  private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

  private final Path folder;
  private final Counters counters;
  private final Deque<Kept> waiting = new ArrayDeque<>();
  private final Deque<Answered> untold = new ArrayDeque<>();
  private final Map<String, CommandAnswer> answers = new LinkedHashMap<>();
  private final Deque<Long> told = new ArrayDeque<>();
  private long waitingBytes;
  private long nextNumber;
  private boolean diskFails;

  /**
   * A command that is to be done.
   *
   * @param number in the order of receipt
   */
  record Kept(long number, ByteString payload) {}

  /** An answer that is to be told. */
  record Answered(long number, CommandAnswer answer) {}

  private CommandInbox(Path folder, Counters counters) {
    this.folder = folder;
    this.counters = counters;
  }

  /** Reads what earlier runs have left; a file that is not whole was never acknowledged. */
  public static CommandInbox open(Path folder, Counters counters) throws IOException {
    Files.createDirectories(folder);
    CommandInbox inbox = new CommandInbox(folder, counters);
    inbox.load();
    return inbox;
  }

  private void load() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      Matcher parts = NAME.matcher(name);
      if (name.endsWith(WholeFile.PART)) {
        Files.deleteIfExists(file);
      } else if (parts.matches()) {
        load(file, Long.parseLong(parts.group(1)), parts.group(2));
      }
    }
    forgetOldest();
  }

  private void load(Path file, long number, String state) throws IOException {
    nextNumber = Math.max(nextNumber, number + 1);
    Optional<ByteString> whole = whole(Files.readAllBytes(file));
    if (whole.isEmpty()) {
      Logger.warn("{} does not read back as it was written, and is left out", file);
      Files.deleteIfExists(file);
      return;
    }
    if (state.equals("command")) {
      if (Files.exists(file(number, ANSWER)) || Files.exists(file(number, TOLD))) {
        Files.deleteIfExists(file);
        return;
      }
      waiting.add(new Kept(number, whole.get()));
      waitingBytes += whole.get().size();
      return;
    }
    try {
      CommandAnswer answer = CommandAnswer.parseFrom(whole.get());
      answers.put(answer.getCommandId(), answer);
      if (state.equals("answer")) {
        untold.add(new Answered(number, answer));
      } else {
        told.add(number);
      }
    } catch (InvalidProtocolBufferException e) {
      Logger.warn("{} is no answer, and is left out: {}", file, e.getMessage());
      Files.deleteIfExists(file);
    }
  }

  /**
   * Takes a command in: on the disk when this returns, unless the disk fails. Waits for room, and
   * with it the receiving thread, for a bounded time.
   */
  synchronized void keep(ByteString payload) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (isFull(payload)) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        counters.increment(DeviceCounter.MESSAGES_DROPPED_QUEUE_FULL);
        Logger.warn("a command is dropped: {} wait already", waiting.size() + untold.size());
        return;
      }
      try {
        wait(Math.max(1, left / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        counters.increment(DeviceCounter.MESSAGES_DROPPED_QUEUE_FULL);
        return;
      }
    }
    Kept kept = new Kept(nextNumber++, payload);
    try {
      appear(file(kept.number(), COMMAND), payload);
      diskFails = false;
    } catch (IOException e) {
      counters.increment(DeviceCounter.COMMANDS_NOT_KEPT);
      failed("a command is held in memory alone", e);
    }
    waiting.add(kept);
    waitingBytes += payload.size();
  }

  private boolean isFull(ByteString payload) {
    return waiting.size() + untold.size() >= KEPT_MAX
        || (!waiting.isEmpty() && waitingBytes + payload.size() > BYTES_MAX);
  }

  /** The command to be done next; null when there is none. It stays until it is done. */
  synchronized @Nullable Kept next() {
    return waiting.peekFirst();
  }

  /** The answer of a command of this id that was done, as far as they are remembered. */
  synchronized Optional<CommandAnswer> answered(String id) {
    return id.isEmpty() ? Optional.empty() : Optional.ofNullable(answers.get(id));
  }

  /** The deed is durable: the answer takes the command's place. */
  synchronized void done(Kept kept, CommandAnswer answer) {
    waiting.remove(kept);
    waitingBytes -= kept.payload().size();
    answers.remove(answer.getCommandId());
    answers.put(answer.getCommandId(), answer);
    untold.add(new Answered(kept.number(), answer));
    try {
      appear(file(kept.number(), ANSWER), answer.toByteString());
      // Not forced: with its answer beside it the command is left out when it is read again.
      Files.deleteIfExists(file(kept.number(), COMMAND));
      diskFails = false;
    } catch (IOException e) {
      failed("a command that is done would be done again after a restart", e);
    }
    notifyAll();
  }

  /** The answer to be told next; null when there is none. */
  synchronized @Nullable Answered toTell() {
    return untold.peekFirst();
  }

  /** The broker has the answer, or will not have it. A repetition still gets it. */
  synchronized void told(Answered answered) {
    untold.remove(answered);
    told.add(answered.number());
    try {
      // Not forced: it would be told once more, that is all.
      Files.move(
          file(answered.number(), ANSWER),
          file(answered.number(), TOLD),
          StandardCopyOption.ATOMIC_MOVE);
      forgetOldest();
    } catch (IOException e) {
      failed("an answer would be told again after a restart", e);
    }
    notifyAll();
  }

  private void forgetOldest() throws IOException {
    while (told.size() > REMEMBERED) {
      Files.deleteIfExists(file(told.removeFirst(), TOLD));
    }
    while (answers.size() > REMEMBERED + KEPT_MAX) {
      answers.remove(answers.keySet().iterator().next());
    }
  }

  private void failed(String what, IOException e) {
    if (!diskFails) {
      diskFails = true;
      Logger.warn("{}: {}", what, e.toString());
    }
  }

  private Path file(long number, String ending) {
    return folder.resolve(String.format("%012d%s", number, ending));
  }

  private static void appear(Path file, ByteString content) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + content.size());
    bytes.putInt(check(content));
    content.copyTo(bytes);
    bytes.flip();
    WholeFile.write(file, bytes);
  }

  private static Optional<ByteString> whole(byte[] file) {
    if (file.length < Integer.BYTES) {
      return Optional.empty();
    }
    ByteString content = ByteString.copyFrom(file, Integer.BYTES, file.length - Integer.BYTES);
    return ByteBuffer.wrap(file).getInt() == check(content)
        ? Optional.of(content)
        : Optional.empty();
  }

  private static int check(ByteString content) {
    CRC32C crc = new CRC32C();
    crc.update(content.toByteArray());
    return (int) crc.getValue();
  }
}
