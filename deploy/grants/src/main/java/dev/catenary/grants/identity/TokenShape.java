package dev.catenary.grants.identity;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Places in a token of what is needed to know of a person, as one issuer has them. A claim is named
 * as it stands in the token or, where it lies in objects, by a path of names with dots, as {@code
 * realm_access.roles}.
 *
 * <p>Sources: RFC 9068 (scope, client_id); Amazon Cognito Developer Guide, "Understanding the
 * access token" and "Understanding the identity (ID) token". Microsoft identity platform, "Access
 * token claims reference" (scp, roles, azp); Okta, "API access management" (scp, cid); Keycloak,
 * "Server Administration Guide" (azp, realm_access).
 *
 * @param audiences any of these is us
 * @param audienceClaims the first of these that a token has must name one of the audiences
 * @param tokenUses values of {@code token_use} that are taken; empty where it is not looked at
 * @param scopeClaims all of these together are what a person may do: text with spaces, or a list
 * @param scopeNames what a value of them stands for; others stand for themselves
 * @param utilityClaims the first of these that says a utility decides
 * @param utilityNames what a value of them stands for; empty where each stands for itself
 */
public record TokenShape(
    Set<String> audiences,
    List<String> audienceClaims,
    Set<String> tokenUses,
    List<String> scopeClaims,
    Map<String, String> scopeNames,
    List<String> utilityClaims,
    Map<String, String> utilityNames) {
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final int DEPTH_MAX = 8;

  public TokenShape {
    audiences = Set.copyOf(audiences);
    audienceClaims = List.copyOf(audienceClaims);
    tokenUses = Set.copyOf(tokenUses);
    scopeClaims = List.copyOf(scopeClaims);
    scopeNames = Map.copyOf(scopeNames);
    utilityClaims = List.copyOf(utilityClaims);
    utilityNames = Map.copyOf(utilityNames);
  }

  /** As RFC 9068 has it, with the utility in a claim of its own. */
  public static TokenShape plain(String audience, String utilityClaim) {
    return new TokenShape(
        Set.of(audience),
        List.of("aud"),
        Set.of(),
        List.of("scope"),
        Map.of(),
        List.of(utilityClaim),
        Map.of());
  }

  /** True when the token was issued for us. */
  boolean isForUs(Map<String, Object> claims) {
    for (String name : audienceClaims) {
      Set<String> values = values(claims, name, /* spaced= */ false);
      if (!values.isEmpty()) {
        return values.stream().anyMatch(audiences::contains);
      }
    }
    return false;
  }

  /** True for a token of a kind that is taken: an access token or one that says who signed in. */
  boolean isOfUse(Map<String, Object> claims) {
    return tokenUses.isEmpty()
        || values(claims, "token_use", /* spaced= */ false).stream().anyMatch(tokenUses::contains);
  }

  /** Scopes of the person. */
  Set<String> scopes(Map<String, Object> claims) {
    Set<String> scopes = new LinkedHashSet<>();
    for (String name : scopeClaims) {
      for (String value : values(claims, name, /* spaced= */ true)) {
        scopes.add(scopeNames.getOrDefault(value, value));
      }
    }
    return scopes;
  }

  /** The one utility that the person works for; null for none, and for more than one. */
  @Nullable String utility(Map<String, Object> claims) {
    for (String name : utilityClaims) {
      Set<String> found = new LinkedHashSet<>();
      for (String value : values(claims, name, /* spaced= */ false)) {
        String utility = utilityNames.isEmpty() ? value : utilityNames.get(value);
        if (utility != null) {
          found.add(utility);
        }
      }
      if (!found.isEmpty()) {
        return found.size() == 1 ? found.iterator().next() : null;
      }
    }
    return null;
  }

  private static Set<String> values(Map<String, Object> claims, String name, boolean spaced) {
    Set<String> values = new LinkedHashSet<>();
    switch (claim(claims, name, 0)) {
      case String text -> add(values, text, spaced);
      case Collection<?> list -> {
        for (Object one : list) {
          if (one instanceof String text) {
            add(values, text, spaced);
          }
        }
      }
      case null, default -> {}
    }
    return values;
  }

  private static void add(Set<String> values, String text, boolean spaced) {
    for (String part : spaced ? SPACES.split(text.strip()) : new String[] {text}) {
      if (!part.isBlank()) {
        values.add(part);
      }
    }
  }

  /** By its whole name first: names may have dots of their own. */
  private static @Nullable Object claim(Map<?, ?> claims, String name, int depth) {
    Object whole = claims.get(name);
    if (whole != null || depth == DEPTH_MAX) {
      return whole;
    }
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      if (claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
        Object found = claim(inner, name.substring(dot + 1), depth + 1);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
