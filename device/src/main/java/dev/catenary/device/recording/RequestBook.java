package dev.catenary.device.recording;

import dev.catenary.capture.journal.KeptSegments;
import dev.catenary.device.cloud.KeptWish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tinylog.Logger;

/**
 * All requests, each in a folder of its own: what is asked, how far it is, and the segments of the
 * raw journal that may hold it. A request is in the book when its file has its name, and its
 * segments are kept from before then on. Any thread may call.
 */
public final class RequestBook {
  private static final String FILE = "request";

  /** Number of ended requests remembered: a repetition is answered as the first was. */
  private static final int ENDED_MAX = 256;

  private final Path journal;
  private final Path folder;
  private final Map<String, Request> requests = new ConcurrentHashMap<>();
  private final Map<String, KeptSegments> kept = new ConcurrentHashMap<>();

  private RequestBook(Path journal) throws IOException {
    this.journal = journal;
    // Within the journal's folder, so that segments can have a second name there.
    this.folder = Files.createDirectories(journal.resolve("asked"));
  }

  /** Reads what earlier runs have left. */
  public static RequestBook open(Path journal) throws IOException {
    RequestBook book = new RequestBook(journal);
    try (var folders = Files.list(book.folder)) {
      for (Path each : folders.filter(Files::isDirectory).toList()) {
        book.take(each);
      }
    }
    return book;
  }

  private void take(Path each) throws IOException {
    String id = String.valueOf(each.getFileName());
    String text = new KeptWish(each.resolve(FILE)).read();
    Request request = RequestFile.read(id, text).orElse(null);
    if (request != null) {
      requests.put(id, request);
      return;
    }
    if (!text.isEmpty()) {
      Logger.error("the request {} cannot be read any more: ask again for what it was", id);
    }
    delete(each);
  }

  Optional<Request> find(String id) {
    return Optional.ofNullable(requests.get(id));
  }

  /** Those that are not at their end, the oldest first. */
  List<Request> open() {
    return byAge().filter(request -> request.state().isOpen()).toList();
  }

  /** The newest, of whatever state, the oldest of them first. */
  List<Request> newest(int count) {
    List<Request> all = byAge().toList();
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  private java.util.stream.Stream<Request> byAge() {
    return requests.values().stream()
        .sorted(Comparator.comparingLong(Request::askedHostNanos).thenComparing(Request::id));
  }

  /** Keeps all of the journal that there is, then enters the request. */
  synchronized void enter(Request request) throws IOException {
    kept(request.id()).keepNew();
    change(request);
    forgetOld();
  }

  /** The request is now so; on the disk when this returns. */
  void change(Request request) throws IOException {
    new KeptWish(folder(request.id()).resolve(FILE)).keep(RequestFile.write(request));
    requests.put(request.id(), request);
    if (!request.state().isOpen()) {
      kept(request.id()).keepOnly(List.of());
      Files.deleteIfExists(pieceFile(request.id()));
      kept.remove(request.id());
      Logger.info("recording {}: {} {}", request.id(), request.state().name(), request.reason());
    }
  }

  private void forgetOld() throws IOException {
    List<Request> ended = byAge().filter(request -> !request.state().isOpen()).toList();
    for (Request old : ended.subList(0, Math.max(0, ended.size() - ENDED_MAX))) {
      requests.remove(old.id());
      delete(folder(old.id()));
    }
  }

  private static void delete(Path each) throws IOException {
    try (var files = Files.list(each)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(each);
  }

  Path folder(String id) {
    return folder.resolve(id);
  }

  /** Where one file is put together before the spool takes it. */
  Path pieceFile(String id) {
    return folder(id).resolve("piece.part");
  }

  KeptSegments kept(String id) throws IOException {
    KeptSegments known = kept.get(id);
    if (known == null) {
      known = new KeptSegments(journal, folder(id));
      kept.put(id, known);
    }
    return known;
  }

  /** Bytes of the journal kept for all requests together. */
  long keptBytes() throws IOException {
    long bytes = 0;
    for (Request request : open()) {
      bytes += kept(request.id()).bytes();
    }
    return bytes;
  }
}
