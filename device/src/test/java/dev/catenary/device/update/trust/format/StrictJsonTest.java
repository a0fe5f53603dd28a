package dev.catenary.device.update.trust.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.catenary.device.update.trust.attack.MalformedMetadataException;
import dev.catenary.device.update.trust.attack.TrustException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{} {}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1.0}",
        "{\"a\":1e3}",
        "{\"a\":01}",
        "{\"a\":-0}",
        "{\"a\":1234567890123456789}",
        "{\"a\":NaN}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1,}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":tru}",
        "// no\n{}",
        "\ufeff{}"
      })
  void anotherReadingOfTheSameBytesIsRefused(String text) {
    assertThatThrownBy(() -> StrictJson.read("test", text.getBytes(UTF_8)))
        .isInstanceOf(MalformedMetadataException.class);
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    assertThatThrownBy(() -> StrictJson.read("test", "{\"a\":\"\u00e9\"}".getBytes(ISO_8859_1)))
        .isInstanceOf(MalformedMetadataException.class);
  }

  @Test
  void depthAndNumberAreBounded() {
    String deep = "{\"a\":" + "[".repeat(30) + "]".repeat(30) + "}";
    assertThatThrownBy(() -> StrictJson.read("test", deep.getBytes(UTF_8)))
        .hasMessageContaining("nested deeper");
    String many = "{\"a\":[0" + ",0".repeat(200_000) + "]}";
    assertThatThrownBy(() -> StrictJson.read("test", many.getBytes(UTF_8)))
        .hasMessageContaining("values");
  }

  /** Expected: securesystemslib's encode_canonical of the same object. */
  @Test
  void canonicalFormIsOlpcs() throws Exception {
    Json.Members json =
        StrictJson.read(
            "test",
            "{\"b\": [1, true, null, {}], \"a\": \"q\\\"\\\\\\n\\u00e9\", \"\ud83d\ude00\": 1, \"\uffee\": 2}"
                .getBytes(UTF_8));
    assertThat(new String(CanonicalJson.bytes(json), UTF_8))
        .isEqualTo(
            "{\"a\":\"q\\\"\\\\\n\u00e9\",\"b\":[1,true,null,{}],\"\uffee\":2,\"\ud83d\ude00\":1}");
    assertThat(StrictJson.read("again", JsonWriter.bytes(json))).isEqualTo(json);
  }

  /** Any bytes give metadata or a refusal. */
  @Test
  void damagedMetadataNeverSurprises() throws Exception {
    Random random = new Random(7);
    byte[] good =
        ("{\"signatures\":[{\"keyid\":\"a\",\"sig\":\"00\"}],\"signed\":{\"_type\":\"targets\","
                + "\"spec_version\":\"1.0\",\"version\":1,\"expires\":\"2030-01-01T00:00:00Z\","
                + "\"targets\":{\"x\":{\"length\":1,\"hashes\":{\"sha256\":\""
                + "0".repeat(64)
                + "\"}}}}}")
            .getBytes(UTF_8);
    assertThat(TargetsMetadata.read("targets", good).targets()).containsKey("x");
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int change = 0; change <= random.nextInt(3); change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        TargetsMetadata.read("targets", bytes);
      } catch (TrustException e) {
        assertThat(e.getMessage()).contains("found", "expected", "cure");
      }
    }
  }

  /** Expected: Python's fnmatch, part by part. */
  @ParameterizedTest
  @CsvSource({
    "*.md, README.md, true",
    "*.md, releases/README.md, false",
    "foo-?.tgz, foo-1.tgz, true",
    "foo-?.tgz, foo-alpha.tgz, false",
    "releases/*/*, releases/x/x_v1, true",
    "a*b*c, aXbYbZc, true",
    "a*b*c, aXbYbZ, false",
    "v[0-9].bin, v7.bin, true",
    "v[!0-9].bin, v7.bin, false",
    "v[.bin, v[.bin, true",
    "*, .., true",
    "**, a, true",
    "README.md, README.MD, false"
  })
  void patternsAreAShells(String pattern, String name, boolean matches) {
    assertThat(new PathPattern(pattern).matches(name)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "../../etc/passwd, %2E%2E/%2E%2E/etc/passwd, %2E.%2F..%2Fetc%2Fpasswd",
    "a b?c#d, a%20b%3Fc%23d, a%20b%3Fc%23d",
    "a%2Fb, a%252Fb, a%252Fb",
    "\u00e9, %C3%A9, %C3%A9"
  })
  void hostileNamesAreNoPaths(String name, String path, String file) {
    assertThat(UrlText.path(name)).isEqualTo(path);
    assertThat(UrlText.file(name)).isEqualTo(file);
    assertThat(UrlText.file("x".repeat(5_000))).hasSizeLessThan(255);
  }
}
