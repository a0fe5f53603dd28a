package dev.catenary.deploy.page;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One vehicle and one browser for all tests of the page: they take 20 s to come to work. */
final class OneVehicle implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(OneVehicle.class);

  /** Fixture that stands until the last test is done. */
  record Stand(SurveyingVehicle vehicle, Chromium browser, Axe axe, Map<String, String> people)
      implements AutoCloseable {
    static Stand up() {
      try {
        Path folder = Files.createTempDirectory("vehicle");
        SurveyingVehicle vehicle = SurveyingVehicle.start(folder);
        return new Stand(vehicle, Chromium.start(), new Axe(), new HashMap<>());
      } catch (Exception e) {
        throw new IllegalStateException(e.getMessage(), e);
      }
    }

    /**
     * A tab of somebody with these scopes, at the first view; one session serves all their tabs.
     */
    Tab signedIn(String scopes) {
      String person = people.get(scopes);
      if (person != null) {
        Tab tab = browser.open(person);
        tab.go(vehicle.address() + "/");
        tab.awaitText("#view .chain", "Cloud");
        return tab;
      }
      person = browser.person();
      Tab tab = signIn(browser.open(person), scopes);
      people.put(scopes, person);
      return tab;
    }

    /** Signs in as a technician does, by a pasted grant. */
    Tab signIn(Tab tab, String scopes) {
      tab.go(vehicle.address() + "/#/sign-in");
      tab.fill("#token", vehicle.fleet().grant(SurveyingVehicle.NAME, scopes));
      tab.click("#view form button");
      tab.awaitText("#view .chain", "Cloud");
      tab.forgive();
      return tab;
    }

    @Override
    public void close() {
      browser.close();
      vehicle.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    stand(context);
  }

  private static Stand stand(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Stand.class, key -> Stand.up(), Stand.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stand.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return stand(context);
  }
}
