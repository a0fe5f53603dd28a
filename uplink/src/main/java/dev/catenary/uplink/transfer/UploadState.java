package dev.catenary.uplink.transfer;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Progress of a multipart upload, as the {@code .upload} file keeps it over a restart; the store
 * itself says which parts it has. Layout: docs/spool.md.
 *
 * @param store {@link ObjectStore#describe} of the store it was begun in
 * @param sending the part, from 1, that was being sent when this was written; 0 before the first
 */
record UploadState(String store, String key, String uploadId, int partBytes, int sending) {
  /** In place of an upload's id while a whole object is sent in one request. */
  private static final String WHOLE = "whole";

  private static final Pattern TEXT =
      Pattern.compile(
          """
          catenary-upload 1
          store (.*)
          key (.*)
          upload-id (.*)
          part-bytes (\\d{1,9})
          sending (\\d{1,5})
          end
          """);

  /** Of a whole object that is being sent in one request. */
  static UploadState whole(String store, String key, int partBytes) {
    return new UploadState(store, key, WHOLE, partBytes, 1);
  }

  /** True when there are no parts to take up. */
  boolean isWhole() {
    return uploadId.equals(WHOLE);
  }

  byte[] encoded() {
    return """
        catenary-upload 1
        store %s
        key %s
        upload-id %s
        part-bytes %d
        sending %d
        end
        """
        .formatted(store, key, uploadId, partBytes, sending)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Any bytes are allowed; what is not a whole state is empty, and the upload begins again. */
  static Optional<UploadState> parse(byte[] bytes) {
    Matcher matcher = TEXT.matcher(new String(bytes, StandardCharsets.UTF_8));
    return matcher.matches()
        ? Optional.of(
            new UploadState(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3),
                Integer.parseInt(matcher.group(4)),
                Integer.parseInt(matcher.group(5))))
        : Optional.empty();
  }

  UploadState withSending(int part) {
    return new UploadState(store, key, uploadId, partBytes, part);
  }
}
