package dev.catenary.inference.model;

import dev.catenary.inference.voxel.Feature;

/** Inputs of a network for each half-metre cube: the features, then the context. */
public final class NetworkInputs {
  /** Numbers a row. */
  public static final int COLUMNS = Feature.COUNT + ContextPool.COLUMNS;

  /** Names the context columns; with {@link Feature#TABLE_VERSION} it names the inputs. */
  public static final int CONTEXT_VERSION = 2;

  /** Scaled inputs are kept within this many deviations of their mean. */
  public static final float DEVIATIONS_MAX = 4;

  private NetworkInputs() {}
}
