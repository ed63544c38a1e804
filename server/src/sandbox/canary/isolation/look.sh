# Looks at a sandbox from within, from the three places that there are in it. What it tries is harmless where it succeeds.
# Each line that it prints is a name, a tab, and what was seen: `rules.rs` judges.
say() { printf '%s\t%s\n' "$1" "$2"; }
# Every line of a file that is there.
lines() { [ -r "$2" ] && while IFS= read -r line; do say "$1" "$line"; done < "$2"; }
# What the kernel allows whoever is here, and whether a filter stands before that.
status() {
    while IFS=$':\t ' read -r name value _; do
        case $name in Seccomp | CapInh | CapPrm | CapEff | CapBnd | CapAmb) say "$1 $name" "$value" ;; esac
    done < /proc/self/status
}

# Outside of the sandbox's user namespaces, where the server's commands begin: among the mounts of process 1.
say ids "$(id -u) $(id -G)"
lines uid_map /proc/1/uid_map
lines gid_map /proc/1/gid_map
status outside
for name in pid ipc uts user; do say namespace "$(readlink /proc/1/ns/$name)"; done
lines mount /proc/self/mountinfo
while read -r _ _ _ _ target _; do [ -S "$target" ] && say socket "$target"; done < /proc/self/mountinfo
find /dev -xdev '(' -type b -o -type c ')' -printf 'device\t%f\n'
for interface in /sys/class/net/*; do say interface "${interface##*/}"; done
groups=/sys/fs/cgroup
lines memory $groups/memory.max
lines memory $groups/memory/memory.limit_in_bytes
lines processes $groups/pids.max
lines processes $groups/pids/pids.max
lines processors $groups/cpu.max
[ -r $groups/cpu/cpu.cfs_quota_us ] &&
    say processors "$(< $groups/cpu/cpu.cfs_quota_us) $(< $groups/cpu/cpu.cfs_period_us)"
label=/proc/self/attr/apparmor/current
[ -e $label ] || label=/proc/self/attr/current
say apparmor "$(tr -d '\0' 2> /dev/null < $label)"

# The learner. The kernel is asked for the way to each address; nothing is sent.
/usr/lib/quai/as-learner /bin/bash << LEARNER
$(declare -f say status)
status learner
for address in 169.254.169.254 fd00:ec2::254 1.1.1.1; do
    say way "\$address: \$(ip -oneline route get \$address 2>&1)"
done
say done learner
LEARNER

# Root with every capability that there is inside, which is what a learner becomes by `docker run`.
nsenter --user=/proc/1/fd/20 --mount=/proc/1/fd/21 --net=/proc/1/fd/22 --setuid 0 --setgid 0 /bin/bash << 'ROOT'
sed 's/^/mount\t/' /proc/self/mountinfo
for file in mem environ root ns/user ns/mnt fd/1; do
    : 2> /dev/null < /proc/1/$file && printf 'reached\t%s\n' $file
done
perl -MFcntl -e '
    # Opened, not written: whoever can write some of these has the host.
    for my $file (qw(/proc/sys/kernel/core_pattern /proc/sys/kernel/modprobe /proc/sys/kernel/sysrq
                     /proc/sys/vm/drop_caches /proc/sysrq-trigger), grep { -f } glob("/sys/kernel/* /sys/power/*")) {
        print "opened\t$file\n" if sysopen(my $handle, $file, O_WRONLY | O_APPEND);
    }
    for my $file (qw(/proc/kcore /proc/kmsg /dev/kmsg /dev/mem)) {
        print "opened\t$file\n" if sysopen(my $handle, $file, O_RDONLY);
    }
    # Calls that fail for want of sense, unless a filter refuses them first. Their numbers are the same on all architectures.
    for (["pidfd_getfd", 438, -1, 0, 0], ["fsopen", 430, 0, 0], ["io_uring_setup", 425, 0, 0]) {
        my ($name, $number, @arguments) = @$_;
        $! = 0;
        syscall($number, @arguments);
        printf "call\t%s %d\n", $name, $!;
    }
    printf "call\tAF_VSOCK %d\n", socket(my $vsock, 40, 1, 0) ? 0 : $!;'
for flag in suid rw; do mount -o remount,bind,$flag / 2> /dev/null && printf 'remounted\t%s\n' $flag; done
printf 'done\troot\n'
ROOT
say done outside
