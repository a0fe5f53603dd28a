package dev.catenary.device.log;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of values that are secret: passwords, tokens, keys, signatures. */
final class SecretNames {
  /** A part of a name, in any case, that makes its value a secret. */
  static final String PART =
      "(?:secret|password|passwd|passphrase|token|signature|authorization|credential"
          + "|private[-_]?key|access[-_]?key)";

  private static final Pattern SECRET = Pattern.compile("(?i).*" + PART + ".*");

  /** Ending of a section's name that holds settings beside its secrets. */
  private static final String SECTION = "credentials";

  private SecretNames() {}

  /** True for a key whose value is a secret. */
  static boolean isSecret(String key) {
    return SECRET.matcher(key).matches();
  }

  /** True for a key whose own keys say which of its values are secret. */
  static boolean isSection(String key) {
    return key.toLowerCase(Locale.ROOT).endsWith(SECTION);
  }

  /** True for a dotted path with a secret's name in it. */
  static boolean isSecretPath(String path) {
    String[] keys = path.split("\\.", -1);
    for (int i = 0; i < keys.length; i++) {
      boolean holds = i < keys.length - 1;
      if (isSecret(keys[i]) && !(holds && isSection(keys[i]))) {
        return true;
      }
    }
    return false;
  }
}
