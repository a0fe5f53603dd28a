package dev.catenary.inference.training.plan;

import java.util.Arrays;
import java.util.Locale;

/**
 * Amount of work to fit a model.
 *
 * @param surveys how many surveys are made of each real place, the true one among them; of a place
 *     with several clouds so many together; each of the second networks is given two thirds
 * @param lineSurveys likewise of a place with a line: few have one, and it is what must not be
 *     missed
 * @param rowsPerClass at most so many rows of a class from one survey of a real place
 * @param simulatedSurveys how many surveys are made of each simulated one, likewise
 * @param simulatedRowsPerClass at most so many rows of a class from one of those
 * @param epochs passes over all rows
 * @param firstUnits units of the hidden layers of the first look
 * @param secondUnits likewise of each network of the second
 * @param secondMembers so many networks, each fitted on surveys of its own, are the second look
 *     together: their scores' mean counts
 * @param inputNoise deviations of each input that are added to it by chance at each pass
 * @param evenness 0 leaves the classes as frequent as they are, 1 makes all count the same
 * @param conductorsBack how far the conductors' scores are moved back from how often training shows
 *     them to how often they are met: 0 not at all, 1 all the way, as those of all other classes.
 *     All the way gives the fewest errors; but a conductor that is missed costs more than a false
 *     one
 * @param polesBack likewise the poles'
 * @param seed of all that is random
 */
@SuppressWarnings("ArrayRecordComponent") // Sizes; never compared.
public record TrainingPlan(
    int surveys,
    int lineSurveys,
    int rowsPerClass,
    int simulatedSurveys,
    int simulatedRowsPerClass,
    int epochs,
    int[] firstUnits,
    int[] secondUnits,
    int secondMembers,
    double inputNoise,
    double evenness,
    double conductorsBack,
    double polesBack,
    long seed) {
  /** Plan of the shipped model. */
  public static final TrainingPlan SHIPPED =
      new TrainingPlan(
          6,
          20,
          2_500,
          2,
          1_500,
          6,
          new int[] {48},
          new int[] {64, 32},
          3,
          0.1,
          0.4,
          0.75,
          0.75,
          1);

  /** A look whether all works: minutes become seconds, and the model is poor. */
  public static final TrainingPlan QUICK =
      new TrainingPlan(
          1, 1, 2_000, 1, 1_000, 2, new int[] {16}, new int[] {32, 16}, 2, 0.1, 0.4, 0.75, 0.5, 1);

  /** All that the fitted networks hang on, for people and to be compared. */
  String ofFit() {
    return String.format(
        Locale.ROOT,
        "%d %d %d %d %d %d %s %s %d %s %s %d",
        surveys,
        lineSurveys,
        rowsPerClass,
        simulatedSurveys,
        simulatedRowsPerClass,
        epochs,
        Arrays.toString(firstUnits),
        Arrays.toString(secondUnits),
        secondMembers,
        inputNoise,
        evenness,
        seed);
  }

  /** Epochs of all networks of some fits. */
  public int epochsOf(int fits) {
    return fits * (1 + secondMembers) * epochs;
  }
}
