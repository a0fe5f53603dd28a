package dev.catenary.inference.model;

import ai.onnxruntime.OnnxJavaType;
import org.jspecify.annotations.Nullable;

/** The same network before it was quantised, to be compared with. */
final class FloatLook implements Look {
  private final InputScaling scaling;
  private final Session session;
  private final float[] scaled = new float[Session.ROWS * NetworkInputs.COLUMNS];

  FloatLook(byte[] onnx, String file, InputScaling scaling, int threads) {
    this.scaling = scaling;
    session = Session.open(onnx, file, OnnxJavaType.FLOAT, threads);
  }

  @Override
  public void run(float[] features, float @Nullable [] context, int rows, float[] logits) {
    for (int from = 0; from < rows; from += Session.ROWS) {
      int part = Math.min(Session.ROWS, rows - from);
      for (int row = 0; row < part; row++) {
        scaling.scale(features, context, from + row, scaled, row * NetworkInputs.COLUMNS);
      }
      session.input().asFloatBuffer().put(0, scaled, 0, part * NetworkInputs.COLUMNS);
      session.run();
      session.output().get(0, logits, from * ContextPool.CLASSES, part * ContextPool.CLASSES);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
