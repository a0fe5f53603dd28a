package dev.catenary.inference.model;

import ai.onnxruntime.OnnxJavaType;
import org.jspecify.annotations.Nullable;

/** An int8 network: inputs as codes of one byte. */
final class ByteLook implements Look {
  private final InputScaling scaling;
  private final Session session;
  private final byte[] codes = new byte[Session.ROWS * NetworkInputs.COLUMNS];

  ByteLook(byte[] onnx, String file, InputScaling scaling, int threads) {
    this.scaling = scaling;
    session = Session.open(onnx, file, OnnxJavaType.UINT8, threads);
  }

  @Override
  public void run(float[] features, float @Nullable [] context, int rows, float[] logits) {
    for (int from = 0; from < rows; from += Session.ROWS) {
      int part = Math.min(Session.ROWS, rows - from);
      for (int row = 0; row < part; row++) {
        scaling.encode(features, context, from + row, codes, row * NetworkInputs.COLUMNS);
      }
      session.input().put(0, codes, 0, part * NetworkInputs.COLUMNS);
      session.run();
      session.output().get(0, logits, from * ContextPool.CLASSES, part * ContextPool.CLASSES);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
