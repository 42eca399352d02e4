package io.github.altprop.jobs.cli;

import io.github.altprop.jobs.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    BuildInfo build = BuildInfo.current();
    return new String[] {"altprop " + build.version(), "commit " + build.commit()};
  }
}
