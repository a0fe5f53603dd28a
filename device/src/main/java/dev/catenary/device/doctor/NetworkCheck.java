package dev.catenary.device.doctor;

import java.io.IOException;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which interfaces are up, and whether a whole sensor packet fits their MTU. */
public final class NetworkCheck implements Check {
  private static final int MTU_MIN = 1_280;
  private static final int MTU_ETHERNET = 1_500;

  @Override
  public List<Diagnosis> look() throws IOException {
    List<Diagnosis> all = new ArrayList<>();
    boolean anyUp = false;
    for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (network.isUp() && !network.isLoopback() && network.getInetAddresses().hasMoreElements()) {
        all.add(mtu(network.getName(), network.getMTU()));
        anyUp = true;
      } else if (!network.isUp() && network.getInetAddresses().hasMoreElements()) {
        all.add(down(network));
      }
    }
    if (!anyUp) {
      all.add(
          Diagnosis.bad(
              "network",
              "no interface is up with an address",
              "the sensor's Ethernet at least",
              "ip link; connect the cable; give the interface its address."));
    }
    return all;
  }

  /** One with an address is wanted; others may be spare sockets. */
  private static Diagnosis down(NetworkInterface network) {
    return Diagnosis.doubtful(
        "network",
        network.getName()
            + " is down, though it has the address "
            + network.getInetAddresses().nextElement().getHostAddress(),
        "an interface with an address to be up",
        "Check its cable and what is at the other end (ip link show " + network.getName() + ").");
  }

  static Diagnosis mtu(String name, int mtu) {
    String found = name + " with an MTU of " + mtu + " bytes";
    String expected = "1500 bytes, or more on both ends";
    if (mtu < MTU_MIN) {
      return Diagnosis.bad(
          "network", found, expected, "ip link set dev " + name + " mtu " + MTU_ETHERNET);
    }
    return mtu < MTU_ETHERNET
        ? Diagnosis.doubtful(
            "network",
            found,
            expected,
            "Ordinary for a tunnel or modem; at the sensor's interface set it to 1500.")
        : Diagnosis.good("network", found, expected);
  }
}
