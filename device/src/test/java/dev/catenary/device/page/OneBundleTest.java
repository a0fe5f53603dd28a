package dev.catenary.device.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.catenary.device.page.ServedPage.Signed;
import dev.catenary.device.page.Visitor.Answer;
import dev.catenary.device.page.access.Scope;
import dev.catenary.device.support.SupportBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OneBundleTest {
  @TempDir private Path folder;

  @Test
  void secondBundleIsRefusedWhileOneIsGatheredAndThePageGoesOnAnswering() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch gathered = new CountDownLatch(1);
    SupportBundle slow =
        bundle(
            () -> {
              entered.countDown();
              try {
                gathered.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return "text";
            });
    try (ServedPage served = new ServedPage(folder, new PageActions(null, slow, null))) {
      Signed technician = served.signIn(Set.of(Scope.VIEW, Scope.OPERATE));
      String ask = served.request(technician, "POST", "/api/v1/support-bundle", "");
      FutureTask<Answer> first = new FutureTask<>(() -> say(served, ask));
      Thread.ofPlatform().start(first);
      entered.await();
      Answer second = say(served, ask);
      assertThat(second.status()).isEqualTo(503);
      assertThat(second.body()).contains("\"error\": \"busy\"").contains("\"cure\": \"Wait");
      Answer status = say(served, served.request(technician, "GET", "/api/v1/status", ""));
      assertThat(status.status()).isEqualTo(200);
      gathered.countDown();
      assertThat(first.get().status()).isEqualTo(200);
      assertThat(say(served, ask).status()).isEqualTo(200);
    } finally {
      gathered.countDown();
    }
  }

  private static SupportBundle bundle(SupportBundle.Text text) {
    return new SupportBundle("ute-7", List.of(new SupportBundle.Part("part.txt", text)));
  }

  private static Answer say(ServedPage served, String request) throws Exception {
    try (Visitor visitor = served.visitor()) {
      return visitor.say(request);
    }
  }
}
