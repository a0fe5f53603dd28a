package dev.catenary.device.page.access;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Rights on the page; each is granted by its own name. */
public enum Scope {
  /** See everything but the configuration. */
  VIEW,
  /** Run tests, start and stop a mission, take a support bundle. */
  OPERATE,
  /** Read and change the configuration. */
  CONFIGURE;

  /** The word in tokens and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Those named in a text of words separated by blanks; words of others are left out. */
  public static Set<Scope> ofWords(String words) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Scope scope : values()) {
      for (String word : words.split("\\s+")) {
        if (word.equals(scope.word()) || word.equals("catenary:" + scope.word())) {
          scopes.add(scope);
        }
      }
    }
    return scopes;
  }
}
