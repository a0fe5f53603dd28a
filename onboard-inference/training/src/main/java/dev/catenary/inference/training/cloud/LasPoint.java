package dev.catenary.inference.training.cloud;

/** One point as the file has it; filled anew for each. */
final class LasPoint {
  int x;
  int y;
  int z;
  char intensity;
  int returnNumber;
  int returns;
  int classification;
}
