package dev.catenary.device.health;

import dev.catenary.capture.link.Stranger;
import dev.catenary.device.config.CatenaryConfig.PositionSource;
import dev.catenary.device.stage.StageProgress;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.point.PoseQuality;
import dev.catenary.uplink.pressure.DiskState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole machine at one moment: all that the rules look at.
 *
 * @param at wall clock, for people
 * @param nanos steady clock, for differences
 * @param counters those that are not zero
 * @param strangers who sends what nobody is configured for
 * @param linkProblems why links are not open, each with its cure
 * @param heard how often receivers said each kind of message
 * @param position where poses are to come from
 * @param waitingDatagrams live ones in the raw journal, until zones have room
 * @param poseQuality of the last pose; {@link PoseQuality#NONE} before the first
 * @param model what labels the points
 * @param modelRefusal why the rules do though a model was asked for; null when all is as asked
 * @param spoolReserveBytes of the disk that recording leaves alone
 * @param disk how the spool's disk is kept
 * @param board pins and pulse per second
 */
public record Reading(
    Instant at,
    long nanos,
    Map<DeviceCounter, Long> counters,
    List<SensorReading> sensors,
    List<Stranger> strangers,
    List<String> linkProblems,
    Map<String, Long> heard,
    PositionSource position,
    long waitingDatagrams,
    PoseQuality poseQuality,
    String model,
    @Nullable String modelRefusal,
    List<StageProgress> stages,
    HostReading host,
    OutgoingReading outgoing,
    long spoolReserveBytes,
    DiskState disk,
    BoardReading board) {
  public Reading {
    counters = Map.copyOf(counters);
    sensors = List.copyOf(sensors);
    strangers = List.copyOf(strangers);
    linkProblems = List.copyOf(linkProblems);
    heard = Map.copyOf(heard);
    stages = List.copyOf(stages);
  }

  long count(DeviceCounter counter) {
    return counters.getOrDefault(counter, 0L);
  }
}
