package dev.catenary.deploy.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.fleet.desk.page.DeskServer;
import dev.catenary.fleet.desk.store.FindingStore;
import dev.catenary.proto.message.FindingGrowth;
import dev.catenary.proto.message.FleetFinding;
import dev.catenary.proto.message.PassState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fleet's map in a real browser: list, map, detail, live changes, and nothing from elsewhere.
 */
@NeedsChromium
class FleetDeskTest {
  @TempDir Path folder;

  private static FleetFinding finding(
      String id, long version, double loadedMetres, PassState state) {
    return FleetFinding.newBuilder()
        .setFormatVersion(1)
        .setFindingId(id)
        .setVersion(version)
        .setOwner("east")
        .setState(state)
        .setRank(loadedMetres < 2.5 ? 0 : 1)
        .setLongitudeDegrees(147.25 + Math.floorMod(id.hashCode(), 100) * 1e-4)
        .setLatitudeDegrees(-37.9)
        .setDatum("WGS84")
        .setRule("vegetation")
        .setLoadedDistanceMetres(loadedMetres)
        .setDistanceMetres(loadedMetres + 0.2)
        .setRequiredMetres(2.5)
        .setErrorMetres(0.1)
        .setGrowth(
            FindingGrowth.newBuilder()
                .setMetresAYear(0.3)
                .setErrorMetresAYear(0.14)
                .setMonthsLeast(20.6)
                .setMonthsMost(-1))
        .setVehicle("drone-<b>1</b>")
        .setLastSeenNanos(1_780_000_000_000_000_000L)
        .build();
  }

  @Test
  void findingsAreListedMappedOpenedAndToldLive() throws Exception {
    try (FindingStore store = new FindingStore(folder.resolve("desk.gpkg"));
        DeskServer desk = new DeskServer(store, 0);
        Chromium chromium = Chromium.start();
        Tab tab = chromium.open()) {
      store.take(
          List.of(
              finding("a", 1, 3.0, PassState.PASS_NEW), finding("b", 1, 2.0, PassState.PASS_WORSE)),
          List.of(),
          Map.of());
      tab.show(Screen.DESKTOP, false);
      tab.go(desk.address());
      tab.awaitText("#counts", "2 findings, 1 violation");
      tab.await("document.body.dataset.map === 'ready'");
      tab.await("document.querySelectorAll('#rows tr').length === 2");
      // The violation first, and a name from outside as text.
      assertThat(tab.text("#rows tr:first-child")).contains("0 violation", "drone-<b>1</b>");
      tab.press("1 near");
      tab.awaitText("#detail", "standard error 0.10 m");
      tab.awaitText("#detail", "rule broken in 21 months at the earliest");

      FleetFinding worse = finding("a", 2, 1.5, PassState.PASS_WORSE);
      desk.changed(store.take(List.of(worse), List.of(), Map.of()));
      tab.awaitText("#counts", "2 findings, 2 violations");

      assertThat(new Axe().violations(tab)).isEmpty();
      assertThat(tab.faults()).isEmpty();
      assertThat(tab.requests())
          .allMatch(url -> url.startsWith(desk.address()) || url.matches("(blob|data):.*"));
      String pictures = System.getProperty("catenary.screenshots", "");
      if (!pictures.isEmpty()) {
        Files.write(Path.of(pictures, "fleet-desk.png"), tab.screenshot());
      }
      tab.show(Screen.PHONE, true);
      assertThat(tab.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .isEqualTo(true);
      assertThat(new Axe().violationsOfColour(tab)).isEmpty();
    }
  }
}
