package dev.catenary.device.page;

import dev.catenary.device.page.access.Scope;
import dev.catenary.device.page.http.Refusal;
import dev.catenary.device.page.http.Reply;
import dev.catenary.device.page.http.Request;
import dev.catenary.device.page.http.Route;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows the update in hand to everybody, and takes an order of those who may configure. */
final class UpdateRoutes {
  private final @Nullable Updates updates;

  UpdateRoutes(@Nullable Updates updates) {
    this.updates = updates;
  }

  List<Route> all() {
    return List.of(
        Route.get("update", Scope.VIEW, _ -> Reply.json(desk().state())),
        Route.post("update", Scope.CONFIGURE, this::order));
  }

  private Updates desk() throws Refusal {
    Updates desk = updates;
    if (desk == null) {
      throw Refusal.notHere("updates", "Install the Debian package.");
    }
    return desk;
  }

  private Reply order(Request request) throws Refusal, IOException {
    Map<String, Object> body = request.json();
    String action = String.valueOf(body.get("action"));
    boolean isTry = action.equals("try");
    if (!isTry && !action.equals("check")) {
      throw new Refusal(400, "malformed", "another action", "try or check", "Use the page.");
    }
    String folder = "";
    if (isTry) {
      if (!(body.get("folder") instanceof String named) || !named.startsWith("/")) {
        throw new Refusal(
            400, "malformed", "no folder", "a path from the root", "Name the stick's folder.");
      }
      folder = named;
    }
    try {
      desk().order(folder);
    } catch (IllegalStateException e) {
      throw new Refusal(
          409,
          "update",
          String.valueOf(e.getMessage()),
          "an order that can be taken now",
          "Wait for the update in hand, or install the Debian package.");
    }
    return Reply.json(desk().state());
  }
}
