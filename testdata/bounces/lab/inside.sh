#!/bin/bash
# inside.sh SYSTEM: runs one mail server in the name spaces that run.sh made.
# It leaves no process behind: they all end with this one, the first of its
# process name space.
set -euo pipefail
system=$1
here=$PWD
base=$NDRLAB_ROOTS/$system
root=$base/root
limit=100s
. "systems/$system.sh"

# The machine of the mail server: a root of its own, with its own name.
hostname mail.example.com
mkdir -p "$base/run/mail"
mount -t tmpfs none /mnt
mkdir /mnt/work
cp -a "$base/upper" /mnt/upper
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work "$root"
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -t tmpfs none "$root/run"
mkdir -p "$root"/{lab,out}
mount --bind "$here" "$root/lab"
mount --bind "$base/run/mail" "$root/out"
echo 'nameserver 192.0.2.53' >"$root/etc/resolv.conf"
printf '127.0.0.1 localhost\n192.0.2.10 mail.example.com mail\n' >"$root/etc/hosts"
echo mail.example.com | tee "$root/etc/hostname" >"$root/etc/mailname"

# The network: this name space is the mail server's, another one the Internet.
unshare --net sleep infinity &
internet=$!
sleep 0.3
outside() { nsenter --net --target "$internet" "$@"; }
ip link set lo up
outside ip link set lo up
ip link add mta type veth peer name world netns "$internet"
ip address add 192.0.2.10/24 dev mta
ip address add 2001:db8:1::10/64 dev mta nodad
ip link set mta up
for address in 192.0.2.1 192.0.2.53 192.0.2.77 192.0.2.80; do
	outside ip address add $address/24 dev world
done
outside ip address add 2001:db8:1::1/64 dev world nodad
outside ip link set world up
outside ip route add local 198.51.100.0/24 dev lo
for host in 10 11 12 13; do
	outside ip address add 2001:db8:25::$host/128 dev lo nodad
done
ip route add default via 192.0.2.1
ip -6 route add default via 2001:db8:1::1
ip route add unreachable 203.0.113.200

outside "$NDRLAB_ROOTS/lab" play -system "$system" -mail "$base/run/mail" -for $limit &
world=$!
sleep 0.5
kill -0 $world
inside() { chroot "$root" /bin/bash -euo pipefail -c "cd /lab; . systems/$system.sh; $*"; }
inside configure
inside start
sleep 1
if [ "$(type -t submit_inside || true)" ]; then
	inside submit_inside
else
	outside "$NDRLAB_ROOTS/lab" submit -system "$system" -server 192.0.2.10:25
fi
[ -e "$base/run/mail/finished" ] || wait $world
