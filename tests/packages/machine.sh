#!/usr/bin/env bash
# machine.sh FOLDER: becomes the first process of a throw-away machine that looks like this one and writes into memory.
# Run by tests.packages.machine, in namespaces of its own and as root. FOLDER/handed is its /run/handed; what it has
# written is its /run/written.
set -euo pipefail
place=$1
mkdir "$place/memory"
mount -t tmpfs -o mode=755 memory "$place/memory"
cd "$place/memory"
mkdir written draft root
mount -t overlay overlay -o "lowerdir=/,upperdir=$PWD/written,workdir=$PWD/draft" root
written=$PWD/written
cd root
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs run run
mount -t tmpfs tmp tmp
mount -t tmpfs dev dev
while read -r name major minor; do mknod -m 666 "dev/$name" c "$major" "$minor"; done <<DEVICES
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
DEVICES
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ip link set lo up
# Nothing of the machine underneath starts by itself here.
rm -rf etc/systemd/system/*.wants
for waits in systemd-networkd-wait-online systemd-firstboot systemd-machine-id-commit; do
  ln -sf /dev/null "etc/systemd/system/$waits.service"
done
echo uninitialized >etc/machine-id
# What the test hands over, and its answers.
mkdir run/handed run/written
mount --bind "$place/handed" run/handed
mount --bind "$written" run/written
# Not chroot alone: from inside one the kernel makes no user namespaces, which our services live in.
mkdir -p mnt && pivot_root . mnt
exec chroot . /bin/sh -c 'umount -l /mnt && mount --make-rshared / && exec "$@"' sh /usr/bin/env -i container=appear-test \
  PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  /lib/systemd/systemd --system --unit=basic.target --log-target=null --show-status=false
