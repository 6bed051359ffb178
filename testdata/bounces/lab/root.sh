#!/bin/bash
# root.sh SYSTEM PACKAGE...: makes a root file system with these Debian packages
# in it, over the machine's own, which stays as it is: mail servers exclude one
# another, and so each has a root to itself.
set -euo pipefail
system=$1; shift
base=${NDRLAB_ROOTS:-/var/tmp/ndrlab}/$system
[ -e "$base/ready" ] && exit 0
mkdir -p "$base"/{upper,work,root}
unshare -m bash -euo pipefail -s "$base" "$@" <<'INSIDE'
base=$1; shift
mount -t overlay overlay -o "lowerdir=/,upperdir=$base/upper,workdir=$base/work" "$base/root"
mount --rbind /dev "$base/root/dev"
mount -t proc proc "$base/root/proc"
# Nothing that a package installs is started (invoke-rc.d asks this file).
printf '#!/bin/sh\nexit 101\n' >"$base/root/usr/sbin/policy-rc.d"
chmod 755 "$base/root/usr/sbin/policy-rc.d"
export DEBIAN_FRONTEND=noninteractive
chroot "$base/root" apt-get update -qq
chroot "$base/root" apt-get install -qq -y --no-install-recommends "$@" </dev/null
INSIDE
touch "$base/ready"
