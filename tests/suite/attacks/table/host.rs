//! Files, privileges and settings of the host.

use super::{
    Attack,
    Lacking::{Everything, EverythingAndProcesses, Filter, Nothing, Outside, Seal},
    Position::{Learner, Root, Server},
    attack,
};

/// `Nothing`: there is no harmless way to see it succeed on every machine.
pub(super) const ATTACKS: &[Attack] = &[
    // The host's files.
    attack("a file of the host, by its path", Learner, Nothing, "cat $CANARY && won"),
    attack(
        "a file of the host, by the roots and folders of processes",
        Root,
        EverythingAndProcesses,
        "for p in /proc/1 /proc/[0-9]*; do for w in root cwd; do [ -e $p/$w$CANARY ] && won && exit; done; done",
    ),
    attack(
        "a file of the host, by descriptors left open",
        Server,
        Nothing,
        "for p in self 1; do for f in /proc/$p/fd/*; do for up in / /../../../../..; do [ -e $f$up$CANARY ] && won; done; done; done",
    ),
    attack(
        "a file of the host, by a mount of /",
        Learner,
        Nothing,
        "for v in /:/host /:/host:rslave; do docker run --rm -v $v busybox cat /host$CANARY && won; done",
    ),
    attack(
        "a file of the host, by a raw mount of a process's root",
        Learner,
        Nothing,
        "for s in /proc/1/root /proc/self/root/proc/1/root; do docker run --rm --mount type=bind,src=$s,dst=/host busybox cat /host$CANARY && won; done",
    ),
    attack(
        "a file of the host, by walking out of a chroot",
        Root,
        Nothing,
        "mkdir -p /tmp/c; perl -e 'open D, \"<\", \"/\"; chroot \"/tmp/c\"; chdir \"..\" for 1..99; chroot \".\"; exit !-e $ENV{C}' && false; \
         perl -e 'chroot \"/tmp/c\" or die; chdir \"..\" for 1..99; chroot \".\"; exit !-e shift' $CANARY && won",
    ),
    attack(
        "files by handle, around every mount: the handle",
        Learner,
        Filter,
        "touch /tmp/h; sys name_to_handle_at -100 /tmp/h hex:80000000 buf 0 && won",
    ),
    attack(
        "files by handle, around every mount: opening",
        Root,
        Nothing,
        "sys open_by_handle_at 3 hex:08000000010000000200000000000000 0 3< / && won",
    ),
    attack(
        "the layers of the image, writable",
        Root,
        Nothing,
        "d=$(grep -o 'upperdir=[^,]*' /proc/1/mountinfo | head -1 | cut -d= -f2); [ -n \"$d\" ] && ls $d && won",
    ),
    attack("writing to the image", Root, Everything, "in_mounts mount -o remount,bind,rw / && won"),
    // Privileges.
    attack(
        "files that raise privileges",
        Learner,
        Nothing,
        "find / -xdev -perm /6000 -type f 2> /dev/null | grep . && won",
    ),
    attack(
        "becoming root by a call",
        Learner,
        Everything,
        "perl -e '$> = 1; $> = 0; exit($> != 0)' && setpriv --reuid 0 --clear-groups true && won",
    ),
    attack(
        "capabilities of newuidmap's file",
        Server,
        Seal,
        "unshare --user sleep 3 & sleep 0.2; newuidmap $! 0 $(($(id -u) + 1)) 1 && won",
    ),
    attack(
        "a false /etc/subuid, to become somebody of the host",
        Root,
        Nothing,
        "sed 's/:[0-9]*:65535/:1:65535/' /etc/subuid > /tmp/subuid; in_mounts mount --bind /tmp/subuid /etc/subuid; \
         for p in 1 $(pgrep -xo containerd); do nsenter -t $p -m -- unshare --user sleep 3 & sleep 0.3; \
         nsenter -t $p -m -- newuidmap $! 0 1 1 && won; done; in_mounts umount /etc/subuid",
    ),
    attack(
        "a false /etc/subuid, under what the server starts",
        Server,
        Seal,
        "grep -q :1:65535 /etc/subuid || { sed 's/:[0-9]*:65535/:1:65535/' /etc/subuid > /tmp/s; \
           nsenter -t 1 -U -m -- mount --bind /tmp/s /etc/subuid; }; unshare --user sleep 3 & sleep 0.2; newuidmap $! 0 1 1 && won",
    ),
    attack("taking nosuid off", Root, Everything, "in_mounts mount -o remount,bind,suid / && won"),
    attack(
        "taking nosuid off, as the owner of the namespaces",
        Server,
        Everything,
        "nsenter -t 1 -U -m -- mount -o remount,bind,suid / && won; unshare -Urm mount -o remount,bind,suid / && won",
    ),
    attack(
        "capabilities by a namespace within",
        Learner,
        Nothing,
        "unshare --user --map-root-user --mount sh -c ': >> /proc/sys/kernel/core_pattern || mount -o remount,bind,rw /' && won",
    ),
    attack(
        "entering the host's user namespace",
        Root,
        Nothing,
        "for p in /proc/[0-9]*; do [ \"$(readlink $p/ns/user)\" = 'user:[4026531837]' ] && nsenter --user=$p/ns/user true && won; done",
    ),
    attack(
        "the memory of what the server starts",
        Root,
        Nothing,
        "for p in $(pgrep -x witness); do { head -c1 /proc/$p/environ || ls /proc/$p/root/ || readlink /proc/$p/fd/0; } && won; done",
    ),
    attack(
        "the namespaces and files of process 1, which what the server starts has too",
        Root,
        Outside,
        "for f in ns/mnt ns/user root/ fd/1 fd/23 environ mem; do : < /proc/1/$f && won; done",
    ),
    attack("words in the name of process 1", Root, Outside, "echo 'quai: nothing' > /proc/1/fd/1 && won"),
    attack(
        "a program laid over the server's own, in every mount namespace",
        Root,
        Outside,
        "printf '#!/bin/sh\\necho forged\\n' > /tmp/forged; chmod 755 /tmp/forged; \
         for p in /proc/[0-9]*; do for f in witness as-witness as-learner hub; do \
           nsenter -t ${p#/proc/} -m mount --bind /tmp/forged /usr/lib/quai/$f; \
           mount --no-canonicalize --bind /tmp/forged $p/root/usr/lib/quai/$f; done; done; \
         grep -q /usr/lib/quai/witness /proc/1/mountinfo && won",
    ),
    attack(
        "what the server starts is what was laid over it",
        Server,
        Outside,
        "for f in witness as-witness as-learner; do timeout 1 /usr/lib/quai/$f true | grep -qx forged && won; done",
    ),
    attack(
        "the memory of the engine",
        Root,
        Nothing,
        "for p in $(pgrep -x dockerd); do : < /proc/$p/mem && won; : < /proc/$p/environ && won; nsenter -t $p -m true && won; done",
    ),
    attack(
        "capabilities in what the server starts",
        Server,
        Everything,
        "grep -Eq 'Cap(Eff|Prm|Inh|Amb):.*[1-9a-f]' /proc/self/status && won",
    ),
    attack(
        "groups of the host in what the server starts",
        Server,
        Everything,
        "for g in $(id -G); do [ $g -lt 65536 ] && won && exit; done",
    ),
    // Settings of the host's kernel.
    attack("core_pattern", Root, Everything, ": >> /proc/sys/kernel/core_pattern && won"),
    attack("modprobe's path", Root, Nothing, ": >> /proc/sys/kernel/modprobe && won"),
    attack("sysrq", Root, Nothing, ": >> /proc/sysrq-trigger && won"),
    attack(
        "any setting of the kernel that is not the sandbox's own",
        Root,
        Everything,
        "find /proc/sys/kernel /proc/sys/vm /proc/sys/fs /proc/sys/dev /proc/sys/debug -type f -writable \
           ! -path '/proc/sys/kernel/[ms][esh]*' ! -path '/proc/sys/kernel/ns_last_pid' ! -path '/proc/sys/fs/mqueue/*' ! -path '/proc/sys/kernel/auto_msgmni' 2> /dev/null | grep . && won",
    ),
    attack(
        "settings by docker run --sysctl",
        Learner,
        Nothing,
        "for s in kernel.core_pattern=core vm.swappiness=60 kernel.sysrq=0; do docker run --rm --sysctl $s busybox echo ran | grep ran && won; done",
    ),
    attack(
        "settings by a mount of /proc",
        Learner,
        Nothing,
        "docker run --rm --cap-add ALL -v /proc:/p busybox sh -c ': >> /p/sys/kernel/core_pattern || : >> /p/sysrq-trigger || : >> /p/sys/vm/drop_caches' && won",
    ),
    attack(
        "settings, as the server's command",
        Server,
        Everything,
        ": >> /proc/sys/kernel/core_pattern && won",
    ),
    attack(
        "sysfs, writable",
        Root,
        Nothing,
        "find /sys -type f -writable -not -path '*/cgroup/*' 2> /dev/null | grep . && won",
    ),
    attack(
        "sysfs, mounted anew",
        Root,
        Nothing,
        "unshare --net --mount sh -c 'mount -t sysfs s /mnt && { : >> /mnt/kernel/uevent_helper || : >> /mnt/power/state; }' && won",
    ),
    attack("sysfs, mounted for writing", Root, Everything, "in_mounts mount -o remount,bind,rw /sys && won"),
    attack(
        "the kernel's own file systems",
        Root,
        Everything,
        "for t in debugfs tracefs securityfs configfs pstore; do mount -t $t none /mnt && won && exit; done",
    ),
    attack("the hostname", Root, Everything, "hostname \"$(hostname)\" && won"),
    attack("the clock", Root, Nothing, "[ $(uname -n) = docker ] && date --set=@$(date +%s) && won"),
    attack(
        "the order of killing when memory is short",
        Root,
        Nothing,
        "echo -500 > /proc/self/oom_score_adj && won",
    ),
    attack(
        "the same by docker run --oom-score-adj",
        Learner,
        Nothing,
        "docker run --rm --oom-score-adj -900 busybox grep -e -900 /proc/self/oom_score_adj && won",
    ),
    attack("priority over everybody", Root, Everything, "nice -n -10 sh -c '[ $(nice) -lt 0 ]' && won"),
    attack("real-time priority", Root, Nothing, "chrt --fifo 1 true && won"),
];
