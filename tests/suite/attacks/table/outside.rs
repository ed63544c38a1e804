//! Ways out: control groups, devices, the kernel's doors, networks and the engine that holds the sandbox.

use super::{
    Attack,
    Lacking::{Everything, Filter, Nothing},
    Position::{Container, Learner, Root, Server},
    attack,
};

/// `Nothing`: there is no harmless way to see it succeed on every machine.
pub(super) const ATTACKS: &[Attack] = &[
    // Control groups.
    attack(
        "release_agent",
        Root,
        Everything,
        "mount -t cgroup -o memory none /mnt && [ -w /mnt/release_agent ] && won || { mount -t cgroup2 none /mnt && [ -w /mnt/cgroup.procs ] && won; }",
    ),
    attack(
        "release_agent by unshare of control groups",
        Root,
        Nothing,
        "unshare --cgroup --mount sh -c 'for c in memory devices pids; do mount -t cgroup -o $c none /mnt && { : >> /mnt/release_agent || : >> /mnt/$c.limit_in_bytes || : >> /mnt/devices.allow || mkdir /mnt/out; } && exit; done; false' && won",
    ),
    attack(
        "leaving the limits of memory and processes",
        Root,
        Nothing,
        "for f in $(find /sys/fs/cgroup -name memory.limit_in_bytes -o -name memory.max -o -name pids.max -o -name cpu.max -o -name cpu.cfs_quota_us); do : >> $f && won; done",
    ),
    attack(
        "leaving the control group",
        Root,
        Nothing,
        "for d in /sys/fs/cgroup/*/..  /sys/fs/cgroup/* /sys/fs/cgroup; do echo 0 > $d/cgroup.procs && won; done",
    ),
    attack(
        "allowing oneself devices",
        Root,
        Nothing,
        "for f in $(find /sys/fs/cgroup -name devices.allow); do : >> $f && won; done; false",
    ),
    // Devices.
    attack(
        "the host's disks, by a node of one's own",
        Root,
        Nothing,
        "for d in /sys/class/block/*/dev; do IFS=: read a b < $d; mknod /tmp/d$a.$b b $a $b || mknod /dev/shm/d$a.$b b $a $b; \
         mknod /dev/d$a.$b b $a $b; for f in /dev/d$a.$b /tmp/d$a.$b /dev/shm/d$a.$b; do [ $(head -c1 $f | wc -c) = 1 ] && won && exit; done; done",
    ),
    attack(
        "the host's memory and log, by nodes of one's own",
        Root,
        Everything,
        "mknod /tmp/mem c 1 1 && won; mknod /tmp/kmsg c 1 11 && won; mknod /tmp/kvm c 10 232 && won",
    ),
    attack("a node in a usual container", Container, Nothing, "mknod /disk b 254 0 && head -c1 /disk && won"),
    attack(
        "devices by docker run --device",
        Learner,
        Nothing,
        "for d in vda sda nvme0n1 mem kmsg kvm fuse vsock loop-control; do docker run --rm --device /dev/$d busybox true && won; done",
    ),
    attack(
        "devices by docker run --privileged",
        Learner,
        Nothing,
        "docker run --rm --privileged busybox sh -c 'for d in /dev/vd* /dev/sd* /dev/nvme* /dev/kmsg /dev/mem; do [ -e $d ] && exit; done; : >> /proc/sys/kernel/core_pattern' && won",
    ),
    attack(
        "devices by a mount of /dev",
        Learner,
        Nothing,
        "docker run --rm --cap-add ALL -v /dev:/d busybox sh -c 'for d in vda sda nvme0n1 mem kmsg kvm fuse vsock; do [ -e /d/$d ] && exit; done; false' && won",
    ),
    attack(
        "mounting a disk of the host",
        Root,
        Nothing,
        "for d in /dev/vda /dev/sda /dev/nvme0n1 $(cat /sys/class/block/*/dev); do for t in ext4 xfs btrfs; do mount -t $t $d /mnt && won; done; done",
    ),
    attack(
        "mounting a disk of the host as a volume",
        Learner,
        Nothing,
        "for d in /dev/vda /dev/sda1; do docker volume create --opt type=ext4 --opt device=$d raw && docker run --rm -v raw:/m busybox true && won; docker volume rm raw; done",
    ),
    attack(
        "loop devices",
        Root,
        Nothing,
        "f=$(losetup --find | cut -d ' ' -f 1) && [ -n \"$f\" ] && [ -e $f ] && won; mknod /tmp/lc c 10 237 && won",
    ),
    attack(
        "swap",
        Root,
        Nothing,
        "truncate -s 1M /tmp/swap && mkswap /tmp/swap && sys swapon /tmp/swap 0 && won",
    ),
    // The kernel's doors.
    attack("the kernel's log", Root, Everything, "dmesg | grep . && won"),
    attack(
        "the kernel's log, by /proc and /dev",
        Root,
        Nothing,
        "timeout 1 head -c1 /proc/kmsg | grep . && won; head -c1 /dev/kmsg && won",
    ),
    attack(
        "the kernel's memory",
        Root,
        Nothing,
        "head -c1 /proc/kcore | grep . && won; head -c1 /dev/mem && won",
    ),
    attack(
        "the kernel's addresses",
        Root,
        Nothing,
        "grep -v '^0000000000000000' /proc/kallsyms | grep . && won",
    ),
    attack(
        "loading a module",
        Root,
        Nothing,
        "sys init_module '' 0 '' | grep -v 'not permitted\\|not implemented' && won",
    ),
    attack(
        "unloading a module",
        Root,
        Nothing,
        "sys delete_module quai 0 | grep -v 'not permitted\\|not implemented' && won",
    ),
    attack("another kernel", Root, Nothing, "sys kexec_load 0 0 0 0 && won"),
    attack(
        "a restart of the machine",
        Root,
        Everything,
        // With no magic number: whoever may, is told that it is wrong.
        "sys reboot 0 0 0 0 | grep 'Invalid argument' && won",
    ),
    attack("accounting", Root, Nothing, "sys acct 0 && won"),
    attack("keyrings: a key", Learner, Filter, "sys add_key user quai-attack x 1 -3 && won"),
    attack("keyrings: those of the user", Root, Filter, "sys keyctl 0 -4 1 && won"),
    attack(
        "bpf",
        Root,
        Nothing,
        "sys bpf 0 hex:0100000004000000040000000100000000 64 && won; sys bpf 5 buf 64 | grep -v 'not permitted\\|denied' && won",
    ),
    attack(
        "perf",
        Learner,
        Filter,
        "sys perf_event_open hex:01000000700000000000000000000000000000000000000000000000000000000000000000000000600000000000000000 0 -1 -1 0 && won",
    ),
    attack("userfaultfd", Learner, Filter, "sys userfaultfd 1 && won"),
    attack("io_uring", Learner, Filter, "sys io_uring_setup 1 buf && won"),
    attack("odd personalities", Learner, Filter, "sys personality 0x0400000 && won"),
    attack("fanotify", Root, Nothing, "sys fanotify_init 0 0 && won"),
    attack("the new way to mount", Root, Filter, "sys fsopen tmpfs 0 && won"),
    attack(
        "calls of another architecture",
        Learner,
        Nothing,
        "perl -e 'exit(syscall(0x40000000 + 39) <= 0)' && won",
    ),
    attack("tracing one's own processes", Learner, Filter, "sleep 3 & sys ptrace 0x4206 $! 0 0 && won"),
    attack("tracing containerd", Root, Filter, "sys ptrace 0x4206 $(pgrep -xo containerd) 0 0 && won"),
    attack("tracing the engine", Root, Nothing, "sys ptrace 0x4206 $(pgrep -x dockerd) 0 0 && won"),
    attack(
        "the engine's memory and environment",
        Learner,
        Nothing,
        "for p in 1 $(pgrep -x dockerd); do head -c1 /proc/$p/mem && won; cat /proc/$p/environ && won; ls /proc/$p/root/ && won; done",
    ),
    attack("killing the engine", Learner, Nothing, "kill -0 1 && won; kill -0 $(pgrep -x dockerd) && won"),
    // Networks.
    attack("vsock, to the hypervisor", Learner, Filter, "sys socket 40 1 0 && won"),
    attack("vsock, as root", Root, Filter, "sys socket 40 1 0 && won"),
    attack("raw packets", Root, Filter, "sys socket 17 3 768 && won"),
    attack("raw packets in a usual container", Container, Filter, "sys socket 17 3 768 && won"),
    attack("the kernel's ciphers (alg)", Learner, Nothing, "sys socket 38 5 0 && won"),
    attack(
        "iptables' old tables, by socket options",
        Root,
        Nothing,
        "for t in iptables-legacy ip6tables-legacy; do $t -L -n && won; $t -N quai && won; done",
    ),
    attack(
        "protocols that load modules",
        Learner,
        Nothing,
        "sys socket 2 1 132 && won; sys socket 2 6 33 && won; sys socket 15 3 2 && won",
    ),
    attack(
        "the server's port, on loopback",
        Learner,
        Everything,
        "curl -s -m 2 http://127.0.0.1:$PORT/en/ && won",
    ),
    attack(
        "the server's port, with --network=host",
        Root,
        Everything,
        "curl -s -m 2 http://127.0.0.1:$PORT/ > /dev/null && won",
    ),
    attack(
        "the server's port, by the host's other addresses",
        Container,
        Nothing,
        "for a in $ADDRESSES 172.17.0.1 host.docker.internal; do curl -s -m 1 http://$a:$PORT/ > /dev/null && won; done",
    ),
    attack(
        "the interfaces of the host",
        Root,
        Everything,
        "[ $(ls /sys/class/net | wc -l) -gt 0 ] && ip -o -4 address | grep -w \"$ADDRESS\" && won",
    ),
    attack(
        "cloud metadata",
        Learner,
        Nothing,
        "for a in 169.254.169.254 169.254.170.2 100.100.100.200 '[fd00:ec2::254]' metadata.google.internal; do curl -s -m 1 http://$a/ > /dev/null && won; done",
    ),
    attack(
        "cloud metadata, by a route of one's own",
        Root,
        Nothing,
        "ip route add 169.254.0.0/16 dev lo; ip route add default dev docker0; curl -s -m 1 http://169.254.169.254/ > /dev/null && won; ip route del 169.254.0.0/16 dev lo; ip route del default dev docker0",
    ),
    attack(
        "the internet",
        Container,
        Nothing,
        "for a in 1.1.1.1 8.8.8.8; do timeout 1 bash -c \"< /dev/tcp/$a/53\" && won; done; timeout 2 getent hosts deb.debian.org && won",
    ),
    attack(
        "abstract sockets of the host",
        Root,
        Everything,
        "timeout 1 socat -u OPEN:/dev/null ABSTRACT-CONNECT:$ABSTRACT && won",
    ),
    attack(
        "the host's network namespace",
        Root,
        Nothing,
        "for p in /proc/[0-9]*; do n=$(readlink $p/ns/net); [ \"$n\" = 'net:[4026531840]' ] && nsenter --net=$p/ns/net true && won; done",
    ),
    // The outer engine.
    attack(
        "the outer engine's socket",
        Root,
        Everything,
        "for s in /srv/docker.sock /run/*.sock $(find / -xdev -type s 2> /dev/null; find /run /tmp /dev /srv -type s 2> /dev/null); do curl -s -m 1 --unix-socket $s http://d/containers/json | grep -q io.quai.sandbox && won && exit; done",
    ),
    attack(
        "the outer engine's ports",
        Root,
        Nothing,
        "for a in 127.0.0.1 172.17.0.1 $ADDRESSES; do for p in 2375 2376; do curl -s -m 1 http://$a:$p/version && won; done; done",
    ),
    attack(
        "the outer engine's name for the sandbox's files",
        Server,
        Nothing,
        "ls /var/lib/docker/containers && won",
    ),
    attack(
        "overwriting what the outer engine runs here",
        Server,
        Nothing,
        "for p in /proc/[0-9]*; do case $(readlink $p/exe) in *runc*|*shim*) : >> $p/exe && won;; esac; done; false",
    ),
];
