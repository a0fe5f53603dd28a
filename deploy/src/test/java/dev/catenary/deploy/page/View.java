package dev.catenary.deploy.page;

/** The views, and what each says of a vehicle that surveys a line. */
enum View {
  STATE("", ".chain", "Sensor"),
  LIVE("live", ".told", "points/s received"),
  MAP("map", ".pane", "Squares of 32"),
  CHARTS("charts", ".pane", "points/s now"),
  UPLOAD("upload", ".pane", "Waiting by rank"),
  SENSORS("sensors", ".pane", "packets/s"),
  POSITION("gnss", ".pane", "dB·Hz"),
  JOURNAL("journal", ".pane", "Segments"),
  MISSION("mission", ".pane", "feeder-12"),
  TEST("test", ".pane", "Support bundle"),
  CONFIGURATION("config", ".pane", "catenary.yaml"),
  SIGNED_IN("sign-in", ".pane", "technician 7"),
  MORE("more", ".pane", "Upload"),
  NO_VIEW("no-such-view", "#view", "No such view");

  final String name;
  final String place;
  final String words;

  View(String name, String place, String words) {
    this.name = name;
    this.place = place;
    this.words = words;
  }

  /** Goes to it by the address, as a link in the page does, and waits for what it says. */
  void open(Tab tab) {
    tab.evaluate("location.hash = '#/%s'".formatted(name));
    tab.awaitText(place, words);
  }
}
