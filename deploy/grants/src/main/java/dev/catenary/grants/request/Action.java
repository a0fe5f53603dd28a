package dev.catenary.grants.request;

import java.util.Optional;

/**
 * Action that can be granted: one request to S3 each.
 *
 * <p>Source: Amazon S3 API Reference, actions HeadObject, GetObject, PutObject,
 * CreateMultipartUpload, UploadPart, ListParts, CompleteMultipartUpload, AbortMultipartUpload.
 */
public enum Action {
  FIND("find", "HEAD"),
  READ("read", "GET"),
  PUT("put", "PUT"),
  BEGIN("begin", "POST"),
  PART("part", "PUT"),
  PARTS("parts", "GET"),
  FINISH("finish", "POST"),
  ABANDON("abandon", "DELETE");

  private final String word;
  private final String method;

  Action(String word, String method) {
    this.word = word;
    this.method = method;
  }

  /** As written in a request. */
  public String word() {
    return word;
  }

  /** Of the request to S3. */
  public String method() {
    return method;
  }

  /** True for what only looks. */
  public boolean onlyReads() {
    return this == FIND || this == READ || this == PARTS;
  }

  /** True for what makes an object, so that the facts of its capture must be shown. */
  public boolean makesObject() {
    return this == PUT || this == BEGIN || this == FINISH;
  }

  /** True for what belongs to an upload in parts that has been begun. */
  public boolean isOfUpload() {
    return this == PART || this == PARTS || this == FINISH || this == ABANDON;
  }

  public static Optional<Action> of(String word) {
    for (Action action : values()) {
      if (action.word.equals(word)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }
}
