package dev.catenary.uplink.iot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.catenary.proto.counter.Counters;
import dev.catenary.proto.counter.DeviceCounter;
import dev.catenary.proto.message.CommandAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandInboxTest {
  @TempDir Path folder;
  private final Counters counters = new Counters();

  private CommandInbox open() throws IOException {
    return CommandInbox.open(folder, counters);
  }

  private static ByteString payload(int number) {
    return ByteString.copyFromUtf8("command " + number);
  }

  private static CommandAnswer answer(String id) {
    return CommandAnswer.newBuilder().setCommandId(id).setReason("done").build();
  }

  @Test
  void whatWasKeptIsThereAfterARestartInItsOrder() throws IOException {
    CommandInbox inbox = open();
    for (int i = 0; i < 12; i++) {
      inbox.keep(payload(i));
    }
    inbox.done(inbox.next(), answer("c-0"));
    CommandInbox again = open();
    for (int i = 1; i < 12; i++) {
      CommandInbox.Kept kept = again.next();
      assertThat(kept.payload()).isEqualTo(payload(i));
      again.done(kept, answer("c-" + i));
    }
    assertThat(again.next()).isNull();
    assertThat(again.toTell().answer().getCommandId()).isEqualTo("c-0");
  }

  @Test
  void answerThatWasToldIsRememberedAndNotToldAgain() throws IOException {
    CommandInbox inbox = open();
    inbox.keep(payload(1));
    inbox.done(inbox.next(), answer("c-1"));
    inbox.told(inbox.toTell());
    CommandInbox again = open();
    assertThat(again.toTell()).isNull();
    assertThat(again.answered("c-1")).hasValue(answer("c-1"));
  }

  @Test
  void tornFileWasNeverAcknowledgedAndIsLeftOut() throws IOException {
    CommandInbox inbox = open();
    inbox.keep(payload(1));
    inbox.keep(payload(2));
    Files.write(folder.resolve("000000000000.command"), new byte[] {1, 2, 3, 4, 5});
    Files.write(folder.resolve("000000000007.command.part"), new byte[] {1});
    assertThat(open().next().payload()).isEqualTo(payload(2));
    assertThat(folder.resolve("000000000007.command.part")).doesNotExist();
  }

  @Test
  void onlySoManyAreRemembered() throws IOException {
    CommandInbox inbox = open();
    for (int i = 0; i < CommandInbox.REMEMBERED + 10; i++) {
      inbox.keep(payload(i));
      inbox.done(inbox.next(), answer("c-" + i));
      inbox.told(inbox.toTell());
    }
    try (var files = Files.list(folder)) {
      assertThat(files.count()).isEqualTo(CommandInbox.REMEMBERED);
    }
    assertThat(counters.get(DeviceCounter.COMMANDS_NOT_KEPT)).isZero();
  }
}
