package dev.catenary.device.update.trust.attack;

/** A mixed-bundles attack: the director's and the image repository's words on one target differ. */
public final class RepositoriesDisagreeException extends TrustException {
  private static final long serialVersionUID = 1;

  private final String target;
  private final String field;
  private final String director;
  private final String image;

  public RepositoriesDisagreeException(String target, String field, String director, String image) {
    super(
        target,
        "the director's " + field + " " + director,
        "the image repository's " + image,
        "direct what the image repository has");
    this.target = target;
    this.field = field;
    this.director = director;
    this.image = image;
  }

  public String target() {
    return target;
  }

  public String field() {
    return field;
  }

  public String director() {
    return director;
  }

  public String image() {
    return image;
  }
}
