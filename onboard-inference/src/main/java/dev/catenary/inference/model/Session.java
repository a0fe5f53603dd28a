package dev.catenary.inference.model;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * One network in ONNX Runtime with its memory: a fixed number of rows goes through at a time, in
 * buffers that are kept, so that a zone costs no memory of ours.
 */
final class Session implements AutoCloseable {
  /** Rows at a time: their activations stay in the second-level cache. */
  static final int ROWS = 1_024;

  private final OrtSession session;
  private final OnnxTensor input;
  private final OnnxTensor output;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;
  private final ByteBuffer inputBytes;
  private final FloatBuffer outputFloats;

  private Session(OrtSession session, OnnxJavaType type) throws OrtException {
    this.session = session;
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    inputBytes =
        ByteBuffer.allocateDirect(ROWS * NetworkInputs.COLUMNS * type.size)
            .order(ByteOrder.nativeOrder());
    outputFloats =
        ByteBuffer.allocateDirect(ROWS * ContextPool.CLASSES * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    long[] shape = {ROWS, NetworkInputs.COLUMNS};
    input = OnnxTensor.createTensor(environment, inputBytes, shape, type);
    output =
        OnnxTensor.createTensor(environment, outputFloats, new long[] {ROWS, ContextPool.CLASSES});
    inputs = Map.of(session.getInputNames().iterator().next(), input);
    outputs = Map.of(session.getOutputNames().iterator().next(), output);
  }

  /**
   * Opens a network.
   *
   * @throws ModelRefused when it is none or has another shape than ours, or when the runtime itself
   *     cannot be loaded here
   */
  static Session open(byte[] onnx, String file, OnnxJavaType type, int threads) {
    OnnxNesting.check(onnx, file);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      // Its natives for Linux upload what they are used for; the start scripts say no as well.
      environment.setTelemetry(false);
      OrtSession session = environment.createSession(onnx, options);
      try {
        checkShape(session, file, type);
        return new Session(session, type);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException | IllegalStateException e) {
      throw new ModelRefused(
          "found " + file + " that ONNX Runtime cannot load: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw new ModelRefused(
          "found that ONNX Runtime's native library cannot be loaded ("
              + rootCause(e)
              + "); expected room to unpack it in "
              + System.getProperty("java.io.tmpdir")
              + ", which may not be mounted noexec, and glibc 2.28 or later; point java.io.tmpdir"
              + " to another folder, or set classification.model: rules",
          e);
    }
  }

  /**
   * The runtime's classes load it as they are initialised: the first failure wraps its reason, the
   * later ones wrap that failure.
   */
  private static Throwable rootCause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static void checkShape(OrtSession session, String file, OnnxJavaType type)
      throws OrtException {
    var inputs = session.getInputInfo().values();
    var outputs = session.getOutputInfo().values();
    if (inputs.size() == 1
        && outputs.size() == 1
        && inputs.iterator().next().getInfo() instanceof TensorInfo in
        && outputs.iterator().next().getInfo() instanceof TensorInfo out
        && in.type == type
        && out.type == OnnxJavaType.FLOAT
        && isWide(in, NetworkInputs.COLUMNS)
        && isWide(out, ContextPool.CLASSES)) {
      return;
    }
    throw new ModelRefused(
        "found in "
            + file
            + " inputs "
            + session.getInputInfo()
            + " and outputs "
            + session.getOutputInfo()
            + "; expected one input of rows of "
            + NetworkInputs.COLUMNS
            + " and one output of rows of "
            + ContextPool.CLASSES);
  }

  private static boolean isWide(TensorInfo info, int columns) {
    long[] shape = info.getShape();
    return shape.length == 2 && shape[1] == columns;
  }

  /** Where the rows go; {@link #ROWS} times {@link NetworkInputs#COLUMNS}. */
  ByteBuffer input() {
    return inputBytes;
  }

  /** Where the scores are after {@link #run}. */
  FloatBuffer output() {
    return outputFloats;
  }

  void run() {
    try {
      session.run(inputs, outputs).close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      input.close();
      output.close();
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed to close: " + e.getMessage(), e);
    }
  }
}
