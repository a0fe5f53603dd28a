package dev.catenary.device.cli;

import dev.catenary.device.config.ConfigException;
import dev.catenary.proto.problem.HasProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Failures in words for a person: found, expected, cure. A bare path, the name of a class or a
 * stack says nothing to them; where nothing better is known, the stack goes to a file.
 */
public final class FailureWords {
  private static final Pattern CLASS_NAME =
      Pattern.compile("\\b(?:[a-z]\\w*\\.)+[A-Z]\\w*|\\b[A-Z]\\w*(?:Exception|Error)\\b");

  private FailureWords() {}

  /** 2 where it was asked wrongly, 1 where it failed. */
  public static int exitStatus(Throwable failure) {
    return failure instanceof ConfigException ? 2 : 1;
  }

  public static String of(Throwable failure) {
    return switch (failure) {
      case ConfigException e -> String.valueOf(e.getMessage());
      // With the line or key that it stands at.
      case HasProblem _ -> String.valueOf(failure.getMessage());
      case UncheckedIOException e when e.getCause() != null ->
          of(Objects.requireNonNull(e.getCause()));
      case FileSystemException e -> ofFile(e);
      case CharacterCodingException _ ->
          "found a text that is not UTF-8; expected UTF-8; cure: save the file as UTF-8";
      case UnknownHostException e ->
          "found no address for " + e.getMessage() + "; expected one; cure: correct the name";
      case ConnectException e ->
          "found nobody who answers ("
              + plain(e)
              + "); expected a service"
              + " that listens; cure: start it, or correct the address";
      case SocketException e ->
          "found a connection that failed ("
              + plain(e)
              + "); expected an answer; cure: correct the"
              + " address or the socket's name";
      case InvalidPathException _ ->
          "found a name that no file can have; expected a file's name; cure: correct it";
      case OutOfMemoryError _ ->
          "found too little memory for this; expected it to fit; cure: give smaller files, or more"
              + " memory by CATENARY_JAVA_OPTS=-Xmx4g";
      case IOException e when isOurs(e) -> String.valueOf(e.getMessage());
      case RuntimeException e when isOurs(e) && plain(e).contains("expected") -> plain(e);
      default -> unknown(failure);
    };
  }

  private static String ofFile(FileSystemException e) {
    String file = e.getFile() == null ? "a file" : e.getFile();
    return switch (e) {
      case NoSuchFileException _ ->
          "found nothing at " + file + "; expected a file or folder; cure: correct the name";
      case AccessDeniedException _ ->
          "found no right to use "
              + file
              + "; expected it; cure: run as its owner, or give the"
              + " right";
      case FileAlreadyExistsException _ ->
          "found " + file + " there already; expected nothing, or a folder; cure: name another";
      case NotDirectoryException _ ->
          "found a file at " + file + "; expected a folder; cure: name a folder";
      case DirectoryNotEmptyException _ ->
          "found files in " + file + "; expected an empty folder; cure: name another";
      default ->
          "found that "
              + file
              + " cannot be used ("
              + (e.getReason() == null ? "no reason given" : e.getReason())
              + "); expected to read or write it; cure: look at the name and the disk";
    };
  }

  /** A sentence, not the remains of a library's failure. */
  private static boolean isOurs(Exception e) {
    String message = e.getMessage();
    return message != null && message.indexOf(' ') > 0 && !CLASS_NAME.matcher(message).find();
  }

  private static String plain(Exception e) {
    return isOurs(e) ? String.valueOf(e.getMessage()) : "no reason given";
  }

  private static String unknown(Throwable failure) {
    String where = "";
    try {
      Path file = Files.createTempFile("catenary-failure-", ".txt");
      try (PrintWriter to = new PrintWriter(Files.newBufferedWriter(file))) {
        failure.printStackTrace(to);
      }
      where = " with " + file;
    } catch (IOException _) {
      // Without a file there is less to report, and nothing else to be done about it.
    }
    return "found a failure of the software; expected none; cure: report what was asked" + where;
  }
}
