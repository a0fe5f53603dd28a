package dev.catenary.device.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data directory as root looks at it for the service: real owners, and a real user's try. */
final class DiskCheckTest {
  private static final String STRICT =
      """
      User=nobody
      ProtectSystem=strict
      ReadWritePaths=/etc/catenary %s
      StateDirectory=catenary
      LogsDirectory=catenary
      RuntimeDirectory=catenary
      """;

  @TempDir private Path folder;

  @BeforeEach
  void everybodyComesThrough() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void assumeRoot() {
    assumeTrue("root".equals(System.getProperty("user.name")), "gives folders to others: as root");
  }

  private static DiskCheck check(Path data, ServiceRights rights) {
    return new DiskCheck(data, data.resolve("spool"), 0, rights);
  }

  @Test
  void folderThatRootMadeIsBadUntilTheServicesUserCanWriteIt() throws IOException {
    assumeRoot();
    Path data = Files.createDirectory(folder.resolve("data"));
    DiskCheck check = check(data, ServiceRights.of(STRICT.formatted(folder)));
    Diagnosis found = check.look().getFirst();
    assertThat(found.verdict()).isEqualTo(Verdict.BAD);
    assertThat(found.found()).contains("of root").contains("not writable by nobody");
    assertThat(found.cure()).startsWith("chown nobody " + data);
  }

  @Test
  void repairGivesTheFolderToTheServicesUser() throws IOException {
    assumeRoot();
    Path data = folder.resolve("data");
    DiskCheck check = check(data, ServiceRights.of(STRICT.formatted(folder)));
    assertThat(check.repair()).isTrue();
    assertThat(Files.getOwner(data)).hasToString("nobody");
    assertThat(check.look().getFirst().verdict()).isEqualTo(Verdict.GOOD);
  }

  @Test
  void repairWithoutAServiceGivesTheFolderToTheOwnerOfTheOneAbove() throws IOException {
    assumeRoot();
    Path above = Files.createDirectory(folder.resolve("above"));
    Files.setOwner(
        above,
        above.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    ServiceRights nobodysOwn = ServiceRights.of("");
    assumeTrue(nobodysOwn.user() == null, "no service is installed here");
    assertThat(check(above.resolve("data"), nobodysOwn).repair()).isTrue();
    assertThat(Files.getOwner(above.resolve("data"))).hasToString("nobody");
  }

  @Test
  void folderThatTheUnitForbidsIsBadThoughItsOwnerIsRight() throws IOException {
    assumeRoot();
    Path data = folder.resolve("data");
    DiskCheck check = check(data, ServiceRights.of(STRICT.formatted("")));
    check.repair();
    Diagnosis found = check.look().getFirst();
    assertThat(found.verdict()).isEqualTo(Verdict.BAD);
    assertThat(found.cure())
        .contains("/var/lib/catenary")
        .contains("systemctl edit catenary")
        .contains("ReadWritePaths=" + data);
  }

  @Test
  void unitThatForbidsNothingAllowsAll() throws IOException {
    assertThat(ServiceRights.of("").unitAllows(folder)).isTrue();
    assertThat(ServiceRights.of("User=x\nProtectSystem=no").unitAllows(folder)).isTrue();
    assertThat(ServiceRights.of(STRICT.formatted("-" + folder.toRealPath())).unitAllows(folder))
        .isTrue();
    assertThat(ServiceRights.of(STRICT.formatted("")).unitAllows(folder)).isFalse();
  }
}
