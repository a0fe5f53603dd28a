package dev.catenary.device.board;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import dev.catenary.device.config.BoardFile;
import dev.catenary.device.config.PinsException;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.tinylog.Logger;

/**
 * Pins by Pi4J, whose libgpiod provider drives them on a vehicle. What Pi4J throws, the error of a
 * native library that is not there among it, becomes a {@link PinsException}.
 */
public final class Pi4jPins implements Pins {
  private static final String CURE =
      "Drive pins on a Raspberry Pi with the arm64 package, the user in the group of /dev/gpiochip*"
          + " (dialout); elsewhere remove the pins under board:.";

  private static final String PROVIDER = "gpiod";

  private final Context pi4j;
  private final String provider;

  /**
   * @param provider first word of Pi4J's names for its providers of inputs and outputs
   */
  Pi4jPins(Context pi4j, String provider) {
    this.pi4j = pi4j;
    this.provider = provider;
  }

  /** Loads Pi4J with the providers that are there; it takes no line yet. */
  public static Pins open(BoardFile file) throws PinsException {
    Context pi4j =
        asked("Pi4J for " + file.name(), () -> Pi4J.newContextBuilder().autoDetect().build());
    return new Pi4jPins(pi4j, PROVIDER);
  }

  @Override
  public Output output(int line, boolean high) throws PinsException {
    DigitalOutput output =
        asked(
            "line " + line + " as an output",
            () ->
                pi4j.create(
                    DigitalOutput.newConfigBuilder(pi4j)
                        .id("output-" + line)
                        .address(line)
                        .provider(provider + "-digital-output")
                        .initial(high ? DigitalState.HIGH : DigitalState.LOW)
                        .build()));
    return value -> asked("line " + line, () -> output.setState(value));
  }

  @Override
  public Input input(int line, Pull pull) throws PinsException {
    DigitalInput input = listen(line, pull);
    return () -> asked("line " + line, () -> input.state().isHigh());
  }

  @Override
  public void watchRises(int line, Pull pull, Runnable onRise) throws PinsException {
    listen(line, pull)
        .addListener(
            event -> {
              if (event.state().isHigh()) {
                onRise.run();
              }
            });
  }

  /** Without Pi4J's own debouncing: it delays edges, and contacts are steadied by us. */
  private DigitalInput listen(int line, Pull pull) throws PinsException {
    return asked(
        "line " + line + " as an input",
        () ->
            pi4j.create(
                DigitalInput.newConfigBuilder(pi4j)
                    .id("input-" + line)
                    .address(line)
                    .provider(provider + "-digital-input")
                    .debounce(0L)
                    .pull(
                        switch (pull) {
                          case UP -> PullResistance.PULL_UP;
                          case DOWN -> PullResistance.PULL_DOWN;
                          case NONE -> PullResistance.OFF;
                        })
                    .build()));
  }

  private static <T> T asked(String what, Callable<T> question) throws PinsException {
    try {
      return question.call();
    } catch (Exception | LinkageError e) {
      Logger.debug(e, "{}", what);
      throw new PinsException(what + " could not be had: " + e.getMessage(), CURE);
    }
  }

  @Override
  public void close() throws IOException {
    asked("the end of Pi4J", pi4j::shutdown);
  }
}
