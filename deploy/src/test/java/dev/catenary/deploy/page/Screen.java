package dev.catenary.deploy.page;

/** Screens on which the page is viewed. */
enum Screen {
  /** The narrowest phone that is sold in numbers. */
  PHONE(360, 740, 2, true),
  DESKTOP(1280, 860, 1, false);

  final int widthPixels;
  final int heightPixels;
  final int scale;
  final boolean touch;

  Screen(int widthPixels, int heightPixels, int scale, boolean touch) {
    this.widthPixels = widthPixels;
    this.heightPixels = heightPixels;
    this.scale = scale;
    this.touch = touch;
  }
}
