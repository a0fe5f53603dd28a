package dev.catenary.device.cli;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.io.IOException;
import java.util.Map;

/**
 * A QR code (ISO/IEC 18004) in half blocks, two rows of modules a line. Light modules are drawn and
 * dark ones left, so that it reads on a dark terminal; readers take the inverse as well.
 */
final class QrText {
  private static final int QUIET_MODULES = 2;

  private QrText() {}

  static String of(String text) throws IOException {
    BitMatrix code;
    try {
      code =
          new QRCodeWriter()
              .encode(
                  text,
                  BarcodeFormat.QR_CODE,
                  0,
                  0,
                  Map.of(
                      EncodeHintType.MARGIN,
                      QUIET_MODULES,
                      EncodeHintType.ERROR_CORRECTION,
                      ErrorCorrectionLevel.M));
    } catch (WriterException e) {
      throw new IOException(
          "found an address too long for a QR code; expected fewer letters; cure: type it", e);
    }
    StringBuilder lines = new StringBuilder();
    for (int y = 0; y < code.getHeight(); y += 2) {
      for (int x = 0; x < code.getWidth(); x++) {
        boolean upper = !code.get(x, y);
        boolean lower = y + 1 < code.getHeight() && !code.get(x, y + 1);
        lines.append(upper ? lower ? '\u2588' : '\u2580' : lower ? '\u2584' : ' ');
      }
      lines.append(System.lineSeparator());
    }
    return lines.toString();
  }
}
