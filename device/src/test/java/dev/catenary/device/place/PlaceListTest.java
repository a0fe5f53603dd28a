package dev.catenary.device.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.catenary.proto.message.Finding;
import dev.catenary.proto.message.Span;
import dev.catenary.proto.message.Zone;
import dev.catenary.proto.message.ZoneEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceListTest {
  private static final double EAST = 320_000;
  private static final double NORTH = 5_812_000;

  @TempDir private Path folder;
  private final PlaceIds ids = new PlaceIds();
  private final PlaceList list = new PlaceList(ids, Assets.NONE);

  /** A wire to the east, 20 m up, and an obstacle so far along it and 2 m below. */
  private static Finding.Builder finding(double along, double missing) {
    return Finding.newBuilder()
        .setSpan(1)
        .setObstacleClass(5)
        .setEastingMetres(EAST + along)
        .setNorthingMetres(NORTH)
        .setHeightMetres(18)
        .setWireEastingMetres(EAST + along)
        .setWireNorthingMetres(NORTH)
        .setWireHeightMetres(20)
        .setDistanceMetres(2)
        .setLoadedDistanceMetres(3 - missing)
        .setRequiredMetres(3)
        .setSpanMetres(200)
        .setViolation(missing > 0)
        .setRule("r");
  }

  private static ZoneEvent event(String id, Finding.Builder... findings) {
    ZoneEvent.Builder event =
        ZoneEvent.newBuilder()
            .setEventId(id)
            .setZone(Zone.newBuilder().setCrs("EPSG:32755").setCellMetres(32))
            .addSpans(
                Span.newBuilder()
                    .setNumber(1)
                    .setAnchorEastingMetres(EAST)
                    .setAnchorNorthingMetres(NORTH)
                    .setHeadingEast(1)
                    .setHeightMetres(20)
                    .setFromMetres(-100)
                    .setToMetres(100));
    for (Finding.Builder finding : findings) {
      event.addFindings(finding);
    }
    return event.build();
  }

  @Test
  void wiresRulesAndClassesOfOneSpotAreOnePlace() throws IOException {
    ZoneEvent event =
        event(
            "a",
            finding(0, 1),
            finding(1, 0.5).setSpan(2).setRule("s"),
            finding(3, 0.2).setObstacleClass(6),
            finding(5, -0.5));
    List<ViolationPlace> places =
        list.of(List.of(event, event("b", finding(40, 0.3))), Map.of("a", "chunk-a"));
    assertThat(places).hasSize(2);
    ViolationPlace first = places.getFirst();
    assertThat(first.rows()).hasSize(3);
    assertThat(first.wires()).isEqualTo(2);
    assertThat(first.rules()).containsExactly("r", "s");
    assertThat(first.classes()).containsExactly(5, 6);
    assertThat(first.worst().chunk()).isEqualTo("chunk-a");
    // pyproj 3.7.2 with PROJ 9.5.1 has EPSG:32755 320006, 5812016 at this place; 17 m from ours.
    assertThat(first.longitudeDegrees()).isCloseTo(144.9549472, within(2e-4));
    assertThat(first.latitudeDegrees()).isCloseTo(-37.8215305, within(2e-4));
  }

  /** 350 m of hedge under six wires: places a crew can drive to, and not one of a kilometre. */
  @Test
  void hedgeAlongALineIsSomePlaces() throws IOException {
    List<ZoneEvent> events = new ArrayList<>();
    int rows = 0;
    for (int along = 0; along < 350; along += 2) {
      ZoneEvent.Builder event = event("z" + along, finding(along, 1)).toBuilder();
      for (int wire = 2; wire <= 6; wire++) {
        event.addFindings(finding(along + 0.3 * wire, 0.1 * wire).setSpan(wire));
      }
      rows += event.getFindingsCount();
      events.add(event.build());
    }
    assertThat(rows).isGreaterThan(1_000);
    List<ViolationPlace> places = list.of(events, Map.of());
    assertThat(places.size()).isBetween(14, 30);
    assertThat(places.stream().mapToInt(place -> place.rows().size()).sum()).isEqualTo(rows);
  }

  @Test
  void violationWithAnUnseenEndIsWithdrawnByTheWholeSpan() throws IOException {
    ZoneEvent open = event("open", finding(10, 1).setEndUnseen(true));
    assertThat(list.of(List.of(open), Map.of())).hasSize(1);
    ZoneEvent whole = event("whole", finding(11, -0.4));
    assertThat(list.of(List.of(open, whole), Map.of())).isEmpty();
    ZoneEvent still = event("whole", finding(11, 0.3));
    assertThat(list.of(List.of(open, still), Map.of()))
        .singleElement()
        .satisfies(place -> assertThat(place.worst().finding().getEndUnseen()).isFalse());
    ZoneEvent far = event("whole", finding(80, -0.4));
    assertThat(list.of(List.of(open, far), Map.of())).hasSize(1);
    ZoneEvent below =
        whole.toBuilder().setSpans(0, whole.getSpans(0).toBuilder().setHeightMetres(17)).build();
    assertThat(list.of(List.of(open, below), Map.of())).hasSize(1);
  }

  @Test
  void idLastsWhenAnotherFindingIsTheWorst() throws IOException {
    String id = list.of(List.of(event("a", finding(0, 1))), Map.of()).getFirst().id();
    assertThat(list.of(List.of(event("a", finding(7, 2))), Map.of()).getFirst().id()).isEqualTo(id);
    assertThat(list.of(List.of(event("a", finding(30, 2))), Map.of()).getFirst().id())
        .isNotEqualTo(id);
  }

  /** Published examples of the geohash: geohash.org and its article in Wikipedia. */
  @ParameterizedTest
  @CsvSource({"10.40744, 57.64911, u4pruydqq", "-5.6, 42.6, ezs42e44y"})
  void newIdIsTheGeohash(double longitude, double latitude, String id) {
    assertThat(PlaceIds.geohash(longitude, latitude)).startsWith(id.substring(0, 5));
    assertThat(PlaceIds.geohash(10.40744, 57.64911)).isEqualTo("u4pruydqq");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name,longitude,latitude\n\"P 1\",144.95437,-37.82165\nP 2,144.95551,-37.82168\n",
        "{\"type\":\"FeatureCollection\",\"features\":["
            + "{\"type\":\"Feature\",\"properties\":{\"name\":\"P 1\"},\"geometry\":"
            + "{\"type\":\"Point\",\"coordinates\":[144.95437,-37.82165]}},"
            + "{\"type\":\"Feature\",\"id\":\"P 2\",\"properties\":{},\"geometry\":"
            + "{\"type\":\"Point\",\"coordinates\":[144.95551,-37.82168]}}]}"
      })
  void polesOfAnAssetFileNameStructureAndSpan(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("assets"), text);
    Assets assets = AssetFile.read(file);
    assertThat(assets.size()).isEqualTo(2);
    ViolationPlace place =
        new PlaceList(ids, assets).of(List.of(event("a", finding(0, 1))), Map.of()).getFirst();
    assertThat(place.structure()).isEqualTo("P 1");
    assertThat(place.spanName()).isEqualTo("P 1 - P 2");
  }

  @Test
  void assetFileThatIsNoneIsRefusedWithItsLine() throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.csv"), "name,longitude,latitude\nP,144.9,-37\nQ,x,1\n");
    assertThatThrownBy(() -> AssetFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("Q,x,1");
    Path other = Files.writeString(folder.resolve("b.csv"), "id,x,y\n1,2,3\n");
    assertThatThrownBy(() -> AssetFile.read(other)).hasMessageContaining("longitude");
  }
}
