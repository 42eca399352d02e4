"""Machines behind links of a given rate: network namespaces at one switch, made by ip and tc. Used by averaging.py.

Needs root, iproute2, and a kernel with network namespaces, veth, bridge and sch_tbf. Names hold the process that made them, so
that what a killed process left behind is found and taken away by the next.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time

PREFIX = "ap"
NAME = re.compile(r"\b%s(\d+)-\w+" % PREFIX)
SENT = 1 << 20


def require_root():
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        sys.exit("averaging.sh: --only links needs root on Linux: it puts processes into network namespaces behind slow links")


def tool(*command, check=True):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    except FileNotFoundError:
        sys.exit("averaging.sh: %s not found: install iproute2" % command[0])
    if check and done.returncode != 0:
        sys.exit("averaging.sh: %s: %s" % (" ".join(command), done.stderr.strip().replace("\n", "; ")))
    return done.stdout


def alive(pid):
    return os.path.exists("/proc/%d" % pid)


def remove(mine):
    """Removes namespaces, cables and switches whose process a predicate accepts."""
    for name in {found.group(0) for found in NAME.finditer(tool("ip", "netns", "list")) if mine(int(found.group(1)))}:
        tool("ip", "link", "del", name, check=False)  # a namespace alone takes its cable away only some time later
        tool("ip", "netns", "del", name, check=False)
    for found in re.finditer(r"\b%s(\d+)\b" % PREFIX, tool("ip", "-o", "link", "show", "type", "bridge")):
        if mine(int(found.group(1))):
            tool("ip", "link", "del", found.group(0), check=False)


class Links:
    """A driver and some machines, each with an address and a cable to the switch; cables hold nothing back at first."""

    def __init__(self, machines):
        self.switch = "%s%d" % (PREFIX, os.getpid())
        self.places = ["driver"] + machines
        remove(lambda pid: not alive(pid))
        # Python then runs what cleans up.
        for name in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, lambda number, frame: sys.exit(128 + number))
        try:
            tool("ip", "link", "add", self.switch, "type", "bridge")
            tool("ip", "link", "set", self.switch, "up")
            for place in self.places:
                self.plug_in(place)
        except BaseException:
            self.close()
            raise

    def plug_in(self, place):
        name = self.name(place)
        tool("ip", "netns", "add", name)
        tool("ip", "link", "add", name, "type", "veth", "peer", "name", "uplink", "netns", name)
        tool("ip", "link", "set", name, "master", self.switch, "up")
        tool("ip", "-n", name, "link", "set", "lo", "up")
        tool("ip", "-n", name, "address", "add", self.address(place) + "/24", "dev", "uplink")
        tool("ip", "-n", name, "link", "set", "uplink", "up")

    def name(self, place):
        return "%s-%s" % (self.switch, place)

    def address(self, place):
        return "10.77.0.%d" % (1 + self.places.index(place))

    def inside(self, place):
        """What goes before a command that is to run at a place."""
        return ["ip", "netns", "exec", self.name(place)]

    def limit(self, mbit):
        """Lets every cable carry so many Mbit/s each way; None: all that it can."""
        for place in self.places:
            for command in (["tc"], ["tc", "-n", self.name(place)]):
                device = self.name(place) if command == ["tc"] else "uplink"
                if mbit is None:
                    tool(*command, "qdisc", "del", "dev", device, "root", check=False)
                else:
                    tool(*command, "qdisc", "replace", "dev", device, "root", "tbf", "rate", "%dmbit" % mbit, "burst",
                         "256kb", "limit", "4mb")

    def carried(self, megabytes):
        """What a cable carries indeed, in Mbit/s: so many megabytes from one place to another, by one connection."""
        here, there = self.places[:2]
        script = os.path.abspath(__file__)
        receiver = subprocess.Popen(self.inside(there) + [sys.executable, script, "receive", self.address(there)],
                                    stdout=subprocess.PIPE, text=True)
        port = receiver.stdout.readline().strip()
        subprocess.run(self.inside(here) + [sys.executable, script, "send", self.address(there), port, str(megabytes)], check=True)
        seconds = float(receiver.communicate()[0])
        return 8 * megabytes * SENT / 1e6 / seconds

    def close(self):
        remove(lambda pid: pid == os.getpid())


def receive(address):
    """Prints a port, then the seconds from the first byte that arrives there to the last."""
    with socket.create_server((address, 0)) as server:
        print(server.getsockname()[1], flush=True)
        connection, _ = server.accept()
        buffer = bytearray(SENT)
        connection.recv_into(buffer)
        started = time.monotonic()
        while connection.recv_into(buffer):
            pass
        print(time.monotonic() - started)


def send(address, port, megabytes):
    with socket.create_connection((address, int(port))) as connection:
        for _ in range(int(megabytes)):
            connection.sendall(bytes(SENT))


if __name__ == "__main__":
    {"receive": receive, "send": send}[sys.argv[1]](*sys.argv[2:])
