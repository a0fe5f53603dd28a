package dev.catenary.device.update.course;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.update.slot.Answer;
import dev.catenary.device.update.slot.BootModel;
import dev.catenary.device.update.slot.BootState;
import dev.catenary.device.update.slot.Installed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Two updates, every order in which service, installer and start script can take their steps, every
 * end by itself, and a power cut between any two things that reach the disk. The course is the
 * product's; the start script is its model, which {@code SlotsScriptTest} holds it against.
 */
class EveryInterleavingTest {
  private static final int ORDERS_MAX = 2;
  private static final int NUMBERS_MAX = 4;
  private static final long NOW = 100;

  /**
   * All of a vehicle: what is on its disk, then what a cut takes away.
   *
   * @param contentA number of the installation that is whole in slot a; 0 for none
   * @param goodNumber content of the good slot when it proved good
   * @param fallen bits of the installations that fell back
   * @param running slot of the process
   * @param isNew true while the process has begun after the update's phase did
   * @param pending installation whose wish is about to be written
   * @param isStopping true when the process was asked to stop
   * @param installer step that it has come to; 0 while it does nothing
   */
  private record World(
      UpdateState update,
      String wish,
      long request,
      Optional<Answer> answer,
      Optional<Installed> installed,
      long contentA,
      long contentB,
      BootState boot,
      long numbers,
      long goodNumber,
      int fallen,
      int orders,
      String running,
      boolean isNew,
      long pending,
      boolean isStopping,
      int installer,
      String slot) {
    long content(String of) {
      return of.equals("a") ? contentA : of.equals("b") ? contentB : -1;
    }

    Set<String> whole() {
      Set<String> whole = new HashSet<>(Set.of("packaged"));
      if (contentA > 0) {
        whole.add("a");
      }
      if (contentB > 0) {
        whole.add("b");
      }
      return whole;
    }
  }

  /** A world in the making. */
  private static final class Draft {
    UpdateState update;
    String wish;
    long request;
    Optional<Answer> answer;
    Optional<Installed> installed;
    long contentA;
    long contentB;
    BootState boot;
    long numbers;
    long goodNumber;
    int fallen;
    int orders;
    String running;
    boolean isNew;
    long pending;
    boolean isStopping;
    int installer;
    String slot;

    Draft(World w) {
      update = w.update;
      wish = w.wish;
      request = w.request;
      answer = w.answer;
      installed = w.installed;
      contentA = w.contentA;
      contentB = w.contentB;
      boot = w.boot;
      numbers = w.numbers;
      goodNumber = w.goodNumber;
      fallen = w.fallen;
      orders = w.orders;
      running = w.running;
      isNew = w.isNew;
      pending = w.pending;
      isStopping = w.isStopping;
      installer = w.installer;
      slot = w.slot;
    }

    World done() {
      return new World(
          update,
          wish,
          request,
          answer,
          installed,
          contentA,
          contentB,
          boot,
          numbers,
          goodNumber,
          fallen,
          orders,
          running,
          isNew,
          pending,
          isStopping,
          installer,
          slot);
    }

    void content(String of, long number) {
      if (of.equals("a")) {
        contentA = number;
      } else {
        contentB = number;
      }
    }

    void to(UpdateState next) {
      if (next.phase() != update.phase() || next.request() != update.request()) {
        isNew = false;
      }
      update = next;
    }
  }

  private static final World FIRST =
      new World(
          UpdateState.NONE,
          "",
          0,
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          BootState.UNTOUCHED,
          0,
          -1,
          0,
          0,
          "packaged",
          true,
          0,
          false,
          0,
          "");

  private static List<World> followers(World w) {
    List<World> all = new ArrayList<>();
    if (w.isStopping) {
      all.add(ended(w, true));
    } else {
      service(w, all);
    }
    all.add(ended(w, false));
    all.add(cut(w));
    installer(w, all);
    return all;
  }

  private static void service(World w, List<World> all) {
    Draft d = new Draft(w);
    if (w.pending > 0) {
      d.wish = "switch " + w.pending;
      d.pending = 0;
      d.isStopping = true;
      all.add(d.done());
      return;
    }
    if (w.orders < ORDERS_MAX && w.update.phase().yields()) {
      Draft ordered = new Draft(w);
      long answered = w.answer.map(Answer::request).orElse(0L);
      ordered.to(Course.order(w.update, "/stick", answered, NOW));
      ordered.orders++;
      all.add(ordered.done());
    }
    if (w.boot.isTrial() && w.running.equals(w.boot.trial()) && w.update.phase() == Phase.TRIAL) {
      Draft good = new Draft(w);
      good.wish = "good " + w.update.number();
      all.add(good.done());
      Draft woken = new Draft(w);
      settle(woken);
      all.add(woken.done());
    }
    if (w.update.phase() == Phase.FETCHING) {
      d.to(w.update.from("r" + w.orders, w.orders).to(Phase.INSTALLING, "", NOW));
    } else if (w.update.phase() == Phase.INSTALLING
        && w.request != w.update.request()
        && w.answer.filter(one -> one.request() == w.update.request()).isEmpty()) {
      d.request = w.update.request();
    } else {
      UpdateState next =
          Course.next(
              w.update,
              new Facts(
                  NOW, w.answer, w.boot, w.isNew ? NOW + 1 : 0, List.of(), Baseline.NONE, false));
      if (next.phase() == Phase.SWITCHING && w.update.phase() != Phase.SWITCHING) {
        d.pending = next.number();
      }
      d.to(next);
    }
    all.add(d.done());
  }

  private static void settle(Draft d) {
    BootState before = d.boot;
    d.boot = BootModel.settle(before, d.wish);
    note(d, before);
  }

  private static World ended(World w, boolean isSuccess) {
    Draft d = new Draft(w);
    BootState before = d.boot;
    d.boot = BootModel.end(before, w.wish, isSuccess);
    note(d, before);
    begin(d);
    return d.done();
  }

  private static World cut(World w) {
    Draft d = new Draft(w);
    d.installer = 0;
    begin(d);
    return d.done();
  }

  private static void begin(Draft d) {
    World now = d.done();
    BootState before = d.boot;
    boolean isLocked = d.installer > 0;
    BootModel.Begun begun = BootModel.begin(before, d.wish, d.installed, now.whole(), isLocked);
    d.boot = begun.state();
    note(d, before);
    d.running = begun.choice();
    d.isNew = true;
    d.pending = 0;
    d.isStopping = false;
    // The promises.
    String choice = begun.choice();
    assertThat(now.whole()).as("the chosen slot is whole: %s", now).contains(choice);
    assertThat(d.installer == 0 || !choice.equals(d.slot)).as("written to: %s", now).isTrue();
    long content = now.content(choice);
    assertThat(content > 0 && (d.fallen >> content & 1) == 1)
        .as("what fell back runs again: %s", now)
        .isFalse();
    if (d.boot.isTrial()) {
      assertThat(now.content(d.boot.trial()))
          .as("another release is on trial: %s", now)
          .isEqualTo(d.boot.number());
    }
    assertThat(now.content(d.boot.good()))
        .as("the good slot is another's: %s", now)
        .isEqualTo(d.goodNumber);
    assertThat(d.boot.reached()).isGreaterThanOrEqualTo(before.reached());
  }

  private static void note(Draft d, BootState before) {
    if (before.isTrial() && !d.boot.isTrial()) {
      if (d.boot.outcome().equals("good")) {
        assertThat(d.wish).isEqualTo("good " + before.number());
        d.goodNumber = before.number();
      } else {
        d.fallen |= 1 << before.number();
      }
    }
  }

  private static void installer(World w, List<World> all) {
    Draft d = new Draft(w);
    switch (w.installer) {
      case 0 -> {
        if (w.request == 0
            || w.answer.filter(one -> one.request() == w.request).isPresent()
            || w.numbers == NUMBERS_MAX) {
          return;
        }
        Optional<String> idle = w.boot.idle();
        if (idle.isEmpty()) {
          d.answer = Optional.of(new Answer(w.request, Answer.Result.FAILED, 0, "", "on trial"));
        } else {
          d.slot = idle.get();
          d.installed = Optional.empty();
          d.numbers++;
          d.installer = 1;
        }
      }
      case 1 -> {
        d.content(w.slot, 0);
        d.installer = 2;
      }
      case 2 -> {
        d.content(w.slot, w.numbers);
        d.installer = 3;
      }
      case 3 -> {
        d.installed = Optional.of(new Installed(w.slot, w.numbers, w.request, "r"));
        d.installer = 4;
      }
      default -> {
        d.answer = Optional.of(new Answer(w.request, Answer.Result.INSTALLED, w.numbers, "", ""));
        d.installer = 0;
      }
    }
    all.add(d.done());
  }

  @Test
  void everyWayRunsAWholeGoodOrTriedReleaseAndCanEnd() {
    Map<World, List<World>> before = new HashMap<>();
    Deque<World> waiting = new ArrayDeque<>(List.of(FIRST));
    before.put(FIRST, new ArrayList<>());
    Set<Phase> phases = new HashSet<>();
    while (!waiting.isEmpty()) {
      World world = waiting.poll();
      phases.add(world.update.phase());
      for (World next : followers(world)) {
        List<World> known = before.get(next);
        if (known == null) {
          known = new ArrayList<>();
          before.put(next, known);
          waiting.add(next);
        }
        known.add(world);
      }
    }
    assertThat(phases)
        .contains(
            Phase.INSTALLING,
            Phase.WAITING,
            Phase.SWITCHING,
            Phase.TRIAL,
            Phase.GOOD,
            Phase.FELL_BACK);
    assertThat(before).as("worlds").hasSizeGreaterThan(40_000);
    // Backwards from the ends: no world is stuck.
    Set<World> ending = new HashSet<>();
    for (World world : before.keySet()) {
      // The count of installations is bounded here alone.
      if (world.update.phase().isEnd() || world.numbers == NUMBERS_MAX) {
        ending.add(world);
      }
    }
    Deque<World> back = new ArrayDeque<>(ending);
    while (!back.isEmpty()) {
      for (World earlier : before.get(back.poll())) {
        if (ending.add(earlier)) {
          back.add(earlier);
        }
      }
    }
    Set<World> stuck = new HashSet<>(before.keySet());
    stuck.removeAll(ending);
    assertThat(stuck.stream().limit(1)).isEmpty();
  }
}
