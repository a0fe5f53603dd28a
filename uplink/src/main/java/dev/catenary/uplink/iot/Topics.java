package dev.catenary.uplink.iot;

/**
 * The topics of one thing.
 *
 * <p>Source of those that begin with {@code $aws}: AWS IoT Core Developer Guide, "Reserved topics".
 *
 * @param thing the vehicle's name at the broker, also its client id
 */
public record Topics(String thing) {
  public Topics {
    // '/', '+' and '#' would make other topics of it; ':' is allowed by AWS and by us.
    if (!thing.matches("[A-Za-z0-9:_-]{1,128}")) {
      throw new IllegalArgumentException(
          "found thing name '"
              + thing
              + "'; expected letters, digits, ':', '_' or '-', 128 at most; cure: rename the thing");
    }
  }

  /** Zone events, out. */
  public String events() {
    return "catenary/" + thing + "/events";
  }

  /** Device reports, out; also the last will. */
  public String reports() {
    return "catenary/" + thing + "/reports";
  }

  /** Signed reports on software, out. */
  public String softwareReports() {
    return "catenary/" + thing + "/software";
  }

  /** Chunk receipts, out. */
  public String receipts() {
    return "catenary/" + thing + "/receipts";
  }

  /** Commands, in. */
  public String commands() {
    return "catenary/" + thing + "/commands";
  }

  /** Their answers, out. */
  public String answers() {
    return "catenary/" + thing + "/commands/answers";
  }

  /**
   * A topic of a named shadow.
   *
   * @param last as {@code get}, {@code get/accepted} or {@code update/delta}
   */
  public String shadow(String name, String last) {
    return "$aws/things/" + thing + "/shadow/name/" + name + "/" + last;
  }

  /**
   * A topic of jobs.
   *
   * @param last as {@code notify-next} or {@code start-next/accepted}
   */
  public String jobs(String last) {
    return "$aws/things/" + thing + "/jobs/" + last;
  }
}
