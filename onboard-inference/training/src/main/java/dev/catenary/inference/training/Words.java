package dev.catenary.inference.training;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Failures in words for a person: never a bare path, the name of a class or a stack. */
final class Words {
  private Words() {}

  static String of(Throwable failure) {
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    return switch (failure) {
      case AccessDeniedException e ->
          "found no right to use " + e.getFile() + "; expected it; cure: give it, or name another";
      case FileAlreadyExistsException e ->
          "found a file at " + e.getFile() + "; expected a folder; cure: name another";
      case NoSuchFileException e ->
          "found nothing at " + e.getFile() + "; expected a file; cure: correct the name";
      case FileSystemException e ->
          "found that "
              + e.getFile()
              + " cannot be used ("
              + (e.getReason() == null ? "no reason given" : e.getReason())
              + "); expected to read or write it; cure: look at the disk and the name";
      case OutOfMemoryError _ ->
          "found no memory for all points at once; expected them to fit in 5 GiB; cure: give fewer"
              + " or smaller clouds";
      case IOException _ when message.contains("found") -> message;
      case RuntimeException _ when message.startsWith("found") -> message;
      default ->
          "found a failure of the software"
              + (message.isEmpty() || message.contains("java.") ? "" : " (" + message + ")")
              + "; expected none; cure: report it, with what it says when CATENARY_TRACE=1 is set";
    };
  }
}
