package dev.catenary.device.update.fetch;

import dev.catenary.device.update.trust.attack.EndlessDelegationsException;
import dev.catenary.device.update.trust.attack.UnknownTargetException;
import dev.catenary.device.update.trust.format.Authority;
import dev.catenary.device.update.trust.format.DelegatedRole;
import dev.catenary.device.update.trust.format.Delegations;
import dev.catenary.device.update.trust.format.TargetFile;
import dev.catenary.device.update.trust.format.TargetsMetadata;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for a target in the roles that may name it: pre-order, depth first, each role once, and no
 * further than a terminating delegation (5.6.7).
 */
final class TargetSearch {
  private final Updater updater;
  private final int rolesMax;

  TargetSearch(Updater updater, int rolesMax) {
    this.updater = updater;
    this.rolesMax = rolesMax;
  }

  TargetFile find(String name) throws IOException {
    Deque<Authority> waiting = new ArrayDeque<>();
    waiting.push(updater.root().authority(TargetsMetadata.TYPE));
    Set<String> visited = new HashSet<>();
    while (!waiting.isEmpty()) {
      Authority next = waiting.pop();
      if (visited.contains(next.role())) {
        continue;
      }
      if (visited.size() == rolesMax) {
        throw new EndlessDelegationsException(name, rolesMax);
      }
      TargetsMetadata role = updater.targets(next);
      visited.add(next.role());
      TargetFile target = role.targets().get(name);
      if (target != null) {
        return target;
      }
      if (role.delegations().isPresent()) {
        delegate(role.delegations().get(), name, waiting);
      }
    }
    throw new UnknownTargetException(name, visited.size());
  }

  private static void delegate(Delegations delegations, String name, Deque<Authority> waiting) {
    List<Authority> children = new ArrayList<>();
    for (DelegatedRole role : delegations.rolesFor(name)) {
      children.add(delegations.authority(role));
      if (role.terminating()) {
        waiting.clear();
        break;
      }
    }
    children.reversed().forEach(waiting::push);
  }
}
