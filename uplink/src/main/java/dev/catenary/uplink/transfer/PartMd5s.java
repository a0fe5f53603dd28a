package dev.catenary.uplink.transfer;

import dev.catenary.uplink.chunk.Checksums;
import dev.catenary.uplink.spool.PartBuffer;
import dev.catenary.uplink.spool.VerifiedChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** MD5 of each part of a file, read from the disk when first asked: few stores need it. */
final class PartMd5s {
  private final VerifiedChunk file;
  private final List<String> known = new ArrayList<>();

  PartMd5s(VerifiedChunk file) {
    this.file = file;
  }

  /**
   * Of one part, 32 lower-case hexadecimal digits.
   *
   * @param number from 1
   */
  String of(int number) throws IOException {
    return all().get(number - 1);
  }

  /** The ETags that a store can give to these bytes. */
  List<String> etags() throws IOException {
    String inParts = StoredProof.partsEtag(all());
    return known.size() == 1 ? List.of(known.getFirst(), inParts) : List.of(inParts);
  }

  private List<String> all() throws IOException {
    PartBuffer buffer = new PartBuffer();
    for (int part = known.size(); part < file.parts().size(); part++) {
      known.add(Checksums.md5(file.readPart(part, buffer)));
    }
    return known;
  }
}
