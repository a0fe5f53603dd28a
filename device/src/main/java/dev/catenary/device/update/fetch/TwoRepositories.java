package dev.catenary.device.update.fetch;

import dev.catenary.device.update.trust.AgreedTarget;
import dev.catenary.device.update.trust.Vehicle;
import dev.catenary.device.update.trust.format.TargetFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The director's and the image repository, both up to date: only what both say of a target is what
 * this vehicle installs.
 */
public final class TwoRepositories {
  private final Updater director;
  private final Updater image;

  public TwoRepositories(Updater director, Updater image) {
    this.director = director;
    this.image = image;
  }

  /** All that this vehicle is to have; nothing of it when one target is refused. */
  public List<AgreedTarget> agreed(Vehicle vehicle) throws IOException {
    List<AgreedTarget> agreed = new ArrayList<>();
    for (TargetFile directed : director.targets().targets().values()) {
      agreed.add(AgreedTarget.of(directed, image.find(directed.name()), vehicle));
    }
    return List.copyOf(agreed);
  }

  /** Fetches one from the image repository. */
  public Path download(AgreedTarget target, Path folder) throws IOException {
    return image.download(target.file(), folder);
  }

  /** Path of a target below {@code targets/}, as the image repository serves it. */
  public String storedName(AgreedTarget target) {
    return TargetDownload.address(target.file(), image.root().consistentSnapshot());
  }
}
