package dev.catenary.grants.request;

/** Why a grant is refused: a word for programs, and the HTTP status of the answer. */
public enum Reason {
  REQUEST("request", 400),
  NO_IDENTITY("no-identity", 401),
  CERTIFICATE("certificate", 401),
  TOKEN_ALGORITHM("token-algorithm", 401),
  TOKEN_KEY("token-key", 401),
  TOKEN_SIGNATURE("token-signature", 401),
  TOKEN_ISSUER("token-issuer", 401),
  TOKEN_AUDIENCE("token-audience", 401),
  TOKEN_TIME("token-time", 401),
  TOKEN_CLAIMS("token-claims", 401),
  SCOPE("scope", 403),
  REVOKED("revoked", 403),
  UNKNOWN_VEHICLE("unknown-vehicle", 403),
  OTHER_VEHICLE("other-vehicle", 403),
  OTHER_UTILITY("other-utility", 403),
  NO_OWNER("no-owner", 403),
  FACTS("facts", 403),
  NETWORK("network", 403),
  CLOCK("clock", 403),
  REPLAYED("replayed", 409),
  TOO_MANY("too-many", 429),
  UNAVAILABLE("unavailable", 503);

  private final String word;
  private final int status;

  Reason(String word, int status) {
    this.word = word;
    this.status = status;
  }

  public String word() {
    return word;
  }

  public int status() {
    return status;
  }
}
